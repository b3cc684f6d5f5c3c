select secret_sealed, last_step, confirmed_at, created_at from totp where account_id = $1
