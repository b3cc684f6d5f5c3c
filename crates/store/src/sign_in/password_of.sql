select password_hash, password_set_at, must_change from account where account_id = $1 and disabled_at is null
