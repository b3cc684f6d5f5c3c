select account.account_id, account.name, assignment.place_path
from assignment
join account on account.account_id = assignment.account_id
where assignment.role = $1 and assignment.place_path = $2 and assignment.from_on <= $3
  and (assignment.until_on is null or assignment.until_on >= $3) and account.disabled_at is null
order by account.account_id
limit $4
