update phone_code set used_at = $3
where phone_hash = $1 and code_hash = $2 and used_at is null and expires_at > $3 and tries <= $4
