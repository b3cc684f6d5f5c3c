select assignment_id, account_id, role, place_path, from_on, until_on, credential_kind, credential_until, minors_by, minors_until,
       ended_at, ended_why
from assignment
where role not in ('resident', 'guardian') and ended_at is null and (until_on < $1 or credential_until < $1)
order by assignment_id
limit $2
