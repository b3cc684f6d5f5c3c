insert into dispute (dispute_id, number, place_path, kind, stage, owner_id, owner_path, due_at, reference, registered_by, registered_at, closed_at,
    version, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
