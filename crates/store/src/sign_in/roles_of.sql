select assignment_id, account_id, role, place_path, from_on, until_on, credential_kind, credential_until, minors_by, minors_until,
       ended_at, ended_why
from assignment
where account_id = $1
order by assignment_id
limit 100
