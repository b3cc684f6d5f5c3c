delete from account_address where account_id = $1
