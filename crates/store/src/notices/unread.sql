select count(*) from notice where account_id = $1 and read_at is null
