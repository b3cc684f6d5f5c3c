delete from device_session where person_id = $1
