insert into recovery_code (recovery_code_id, account_id, code_hash, created_at, used_at)
values ($1, $2, $3, $4, null)
