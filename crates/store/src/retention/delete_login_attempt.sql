delete from login_attempt where login_attempt_id = $1
