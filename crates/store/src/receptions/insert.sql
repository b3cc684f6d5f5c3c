insert into reception (reception_id, number, place_path, stage, owner_id, owner_path, due_at, received_by, received_at, closed_at, version, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
