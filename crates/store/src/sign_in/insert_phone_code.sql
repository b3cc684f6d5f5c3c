insert into phone_code (phone_code_id, phone_hash, address, code_hash, tries, created_at, expires_at, used_at)
values ($1, $2, $3, $4, 0, $5, $6, null)
