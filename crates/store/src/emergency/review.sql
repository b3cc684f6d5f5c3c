update emergency set verdict = $2, verdict_words = $3, reviewed_by = $4, reviewed_at = $5
where emergency_id = $1 and verdict is null and account_id <> $4
