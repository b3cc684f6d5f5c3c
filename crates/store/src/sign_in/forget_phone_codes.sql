delete from phone_code where created_at <= $1
