insert into login_attempt (login_attempt_id, login_hash, address, succeeded, created_at)
values ($1, $2, $3, $4, $5)
