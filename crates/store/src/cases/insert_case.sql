insert into case_file (case_id, number, person_id, place_path, kind, status, responsible_id, next_due_on, version, opened_at, closed_at, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
