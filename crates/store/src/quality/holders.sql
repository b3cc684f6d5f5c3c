select distinct assignment.account_id
from assignment
join account on account.account_id = assignment.account_id
where assignment.role = $1 and assignment.place_path = $2 and assignment.from_on <= $3
  and (assignment.until_on is null or assignment.until_on >= $3)
  and (assignment.credential_until is null or assignment.credential_until >= $3)
  and assignment.ended_at is null and account.disabled_at is null
order by assignment.account_id
limit $4
