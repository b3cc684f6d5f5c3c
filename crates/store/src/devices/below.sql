select device_id, place_path, name, kinds, state, key_set_at, seen_at, created_by, created_at
from device
where place_path >= $1 and place_path < $2 and (place_path > $3 or (place_path = $3 and device_id > $4))
order by place_path, device_id
limit $5
