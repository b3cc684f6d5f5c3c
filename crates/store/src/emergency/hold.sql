update emergency set hold_reason = $2, hold_by = $3, hold_until = $4 where emergency_id = $1 and told_at is null and hold_reason is null
