update hand_over set token_hash = $2, started_at = $3, seen_at = $3, expires_at = $4 where hand_over_id = $1 and started_at is null and $3 < code_until
