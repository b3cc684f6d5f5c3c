delete from phone_code where phone_code_id = $1
