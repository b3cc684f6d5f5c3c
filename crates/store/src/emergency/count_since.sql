select count(*) from emergency where account_id = $1 and opened_at >= $2
