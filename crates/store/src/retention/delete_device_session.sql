delete from device_session where device_session_id = $1
