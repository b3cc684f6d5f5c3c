insert into device_session (device_session_id, person_id, place_path, device_id, opened_by, code_hash, code_until, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
