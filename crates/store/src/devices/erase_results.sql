delete from device_result where person_id = $1
