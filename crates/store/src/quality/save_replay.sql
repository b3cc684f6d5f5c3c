update replay set cursor_id = $3, tally = $4, fault = $5, finished_at = $6
where replay_id = $1 and cursor_id = $2 and finished_at is null
