update emergency set seen_at = $2 where emergency_id = $1 and seen_at < $2 and ended_at is null
