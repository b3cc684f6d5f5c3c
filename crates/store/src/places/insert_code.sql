insert into place_code (system, code, place_id, created_at)
values ($1, $2, $3, $4)
