update data_key set state = $2, version = version + 1 where data_key_no = $1 and state = 'active'
