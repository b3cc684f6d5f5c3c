select device_id, place_path, name, kinds, state, key_set_at, seen_at, created_by, created_at
from device
where device_id = $1
