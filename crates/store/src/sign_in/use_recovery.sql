update recovery_code set used_at = $3 where account_id = $1 and code_hash = $2 and used_at is null
