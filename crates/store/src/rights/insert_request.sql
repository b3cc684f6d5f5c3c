insert into data_request (data_request_id, number, person_id, place_path, asked_by, kind, target, target_id, state, due_on, ground, decided_by,
    decided_at, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
