select count(*), min(created_at) from phone_code where phone_hash = $1 and created_at > $2
