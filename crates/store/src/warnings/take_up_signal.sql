update signal set warning_id = $2 where signal_id = $1 and dismissed_at is null and warning_id is null
