select job_id, kind, body, due_at, leased_until, attempts, failure, done_at, created_at
from job
where done_at is null and due_at <= $1 and (leased_until is null or leased_until <= $1)
order by due_at, job_id
limit 1
