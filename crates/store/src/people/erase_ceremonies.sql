delete from ceremony where account_id = $1
