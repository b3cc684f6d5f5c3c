delete from device_result where device_result_id = $1
