select dismissed_by from signal
where person_id = $1 and raised_at >= $2 and raised_at < $3 and dismissed_by is not null
order by raised_at desc
limit 200
