select channel from account_address where account_id = $1 order by channel
