select count(*) from signal
where person_id = $1 and dismissed_at is null and warning_id is null and expires_at > $2 and level = 'red' and reporter_id is null
