update device set state = $2 where device_id = $1 and place_path = $3 and state <> $2 and state <> 'withdrawn'
