update signal set told_above_at = $2
where signal_id = $1 and told_above_at is null and dismissed_at is null and warning_id is null
