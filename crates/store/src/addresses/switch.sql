update account_address set off_at = $3 where account_id = $1 and channel = $2
