update warning
set level = $3, step = $4, owner_id = $5, owner_path = $6, due_at = $7, step_at = $8, escalations = $9, version = $10, closed_at = $11
where warning_id = $1 and version = $2
