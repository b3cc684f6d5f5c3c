insert into receiver (receiver_id, name, role, place_path, version, created_at)
values ($1, $2, $3, $4, 1, $5)
