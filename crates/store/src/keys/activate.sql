update data_key set state = $2, active_at = $3, version = version + 1 where data_key_no = $1 and state = 'coming'
