update data_key set wrapped = $2, master_check = $3, version = version + 1 where data_key_no = $1
