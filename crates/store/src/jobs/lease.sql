update job set leased_until = $3, attempts = attempts + 1
where job_id = $1 and done_at is null and (leased_until is null or leased_until <= $2)
