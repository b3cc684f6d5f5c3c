update signal set expires_at = $2
where person_id = $1 and dismissed_at is null and warning_id is null and expires_at > $2
