insert into missed_review (missed_review_id, place_path, person_id, event, cause, source_id, event_at, stage, owner_id, owner_path, due_at, mark, opened_at,
    closed_at, version, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
