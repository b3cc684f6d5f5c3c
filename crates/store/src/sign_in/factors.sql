select factors from account where account_id = $1
