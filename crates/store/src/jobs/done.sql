update job set done_at = $2, leased_until = null, failure = null where job_id = $1 and attempts = $3 and done_at is null
