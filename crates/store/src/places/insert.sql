insert into place (place_id, path, parent_id, name, level, kind, created_at)
values ($1, $2, $3, $4, $5, $6, $7)
