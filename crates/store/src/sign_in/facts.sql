select account_id, disabled_at, signed_in_at, factors, must_change, created_at from account where account_id = $1
