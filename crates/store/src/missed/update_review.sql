update missed_review
set stage = $3, owner_id = $4, owner_path = $5, due_at = $6, mark = $7, closed_at = $8, version = $9
where missed_review_id = $1 and version = $2
