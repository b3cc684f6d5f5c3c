update reception
set stage = $3, owner_id = $4, owner_path = $5, due_at = $6, person_id = $7, closed_at = $8, version = $9
where reception_id = $1 and version = $2
