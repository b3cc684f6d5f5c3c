update account set signed_in_at = $2 where account_id = $1
