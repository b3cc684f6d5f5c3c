select count(*), min(created_at) from phone_code where address = $1 and created_at > $2
