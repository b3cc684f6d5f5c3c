delete from replay where created_at < $1 and finished_at is not null
