delete from job where done_at is not null and done_at < $1
