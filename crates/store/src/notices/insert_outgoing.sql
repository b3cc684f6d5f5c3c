insert into notice (notice_id, account_id, kind, warning_id, params, read_at, created_at, place_path, about_kind, about_id, step, level, due_at, to_plan)
values ($1, $2, $3, $4, $5, null, $6, $7, $8, $9, $10, $11, $12, 1)
