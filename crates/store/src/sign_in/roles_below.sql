select assignment_id, account_id, role, place_path, from_on, until_on, credential_kind, credential_until, minors_by, minors_until,
       ended_at, ended_why
from assignment
where role not in ('resident', 'guardian') and place_path >= $1 and place_path < $2 and assignment_id > $3
  and ended_at is null and (until_on is null or until_on >= $4) and (credential_until is null or credential_until >= $4)
order by assignment_id
limit $5
