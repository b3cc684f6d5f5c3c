insert into device_result (device_result_id, device_id, external_id, person_id, place_path, kind, started_at, ended_at, way, body_sealed, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
on conflict do nothing
