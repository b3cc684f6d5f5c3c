select job_id, kind, body, due_at, leased_until, attempts, failure, done_at, created_at
from job
where created_at < $1
order by created_at desc, job_id desc
limit $2
