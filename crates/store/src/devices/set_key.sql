update device set key_hash = $2, key_set_at = $3 where device_id = $1 and place_path = $4 and state <> 'withdrawn'
