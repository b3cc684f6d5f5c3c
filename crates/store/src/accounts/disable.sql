update account set disabled_at = $2 where account_id = $1
