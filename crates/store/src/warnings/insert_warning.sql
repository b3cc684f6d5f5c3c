insert into warning (warning_id, number, person_id, place_path, level, step, owner_id, owner_path, due_at, step_at, escalations, version,
    opened_at, closed_at, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
