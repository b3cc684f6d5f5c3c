select assignment.account_id, assignment.place_path
from assignment
join account on account.account_id = assignment.account_id
where assignment.role in ('security_admin', 'department_head', 'agency_manager')
  and assignment.from_on <= $1 and assignment.ended_at is null
  and (assignment.until_on is null or assignment.until_on >= $1)
  and (assignment.credential_until is null or assignment.credential_until >= $1) and account.disabled_at is null
order by assignment.assignment_id
limit $2
