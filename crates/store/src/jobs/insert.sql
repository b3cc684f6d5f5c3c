insert into job (job_id, kind, body, due_at, leased_until, attempts, failure, done_at, created_at)
values ($1, $2, $3, $4, null, 0, null, null, $5)
