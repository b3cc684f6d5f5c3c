update case_file
set status = $3, responsible_id = $4, next_due_on = $5, version = $6, closed_at = $7
where case_id = $1 and version = $2
