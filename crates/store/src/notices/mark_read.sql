update notice set read_at = $2 where account_id = $1 and read_at is null
