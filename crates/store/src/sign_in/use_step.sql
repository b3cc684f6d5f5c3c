update totp set last_step = $2 where account_id = $1 and confirmed_at is not null and last_step < $2
