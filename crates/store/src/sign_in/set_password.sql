update account set password_hash = $2, password_set_at = $3, must_change = $4 where account_id = $1
