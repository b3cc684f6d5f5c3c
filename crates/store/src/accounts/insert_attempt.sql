insert into login_attempt (login_attempt_id, login, address, succeeded, created_at)
values ($1, $2, $3, $4, $5)
