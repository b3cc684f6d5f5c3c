update emergency set escalated_at = $2 where emergency_id = $1 and escalated_at is null and verdict is null
