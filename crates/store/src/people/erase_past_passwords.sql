delete from password_past where account_id = $1
