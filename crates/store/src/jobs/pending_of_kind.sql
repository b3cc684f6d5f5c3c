select count(*) from job where kind = $1 and done_at is null
