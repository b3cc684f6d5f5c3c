update duty
set due_at = $3, until_on = $4, decided_by = $5, entries = $6, ended_at = $7
where duty_id = $1 and entries = $2
