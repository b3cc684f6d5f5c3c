update job set due_at = $2, leased_until = null, failure = $3 where job_id = $1 and attempts = $4 and done_at is null
