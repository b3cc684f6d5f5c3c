update dispute
set stage = $3, owner_id = $4, owner_path = $5, due_at = $6, closed_at = $7, version = $8
where dispute_id = $1 and version = $2
