insert into session (session_id, token_hash, account_id, created_at, expires_at, ended_at)
values ($1, $2, $3, $4, $5, null)
