select account.account_id, account.name_sealed, assignment.place_path, assignment.role
from assignment
join account on account.account_id = assignment.account_id
where assignment.place_path >= $1 and assignment.place_path < $2 and assignment.role = $3 and assignment.from_on <= $4
  and (assignment.until_on is null or assignment.until_on >= $4)
  and assignment.ended_at is null and account.disabled_at is null
order by assignment.place_path, account.account_id
limit $5
