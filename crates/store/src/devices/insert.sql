insert into device (device_id, place_path, name, kinds, state, key_hash, key_set_at, created_by, created_at)
values ($1, $2, $3, $4, 'active', $5, $6, $7, $6)
on conflict (device_id) do nothing
