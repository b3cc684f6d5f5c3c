select assignment_id, place_path
from assignment
where role not in ('resident', 'guardian') and assignment_id > $1 and ended_at is null and created_at <= $2
  and (until_on is null or until_on >= $3) and (credential_until is null or credential_until >= $3)
  and not exists (
    select 1 from access_review_line
    where access_review_line.access_review_id = $4 and access_review_line.assignment_id = assignment.assignment_id)
order by assignment_id
limit $5
