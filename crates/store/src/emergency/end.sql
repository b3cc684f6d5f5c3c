update emergency set ended_at = $2, ended_by = $3 where emergency_id = $1 and ended_at is null
