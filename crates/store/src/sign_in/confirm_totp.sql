update totp set confirmed_at = $3, last_step = $2 where account_id = $1 and confirmed_at is null
