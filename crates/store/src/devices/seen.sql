update device set seen_at = $2 where device_id = $1
