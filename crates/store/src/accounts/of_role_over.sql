select account.account_id, account.name_sealed, assignment.place_path, assignment.role
from assignment
join account on account.account_id = assignment.account_id
where assignment.place_path in ($1, $2, $3, $4, $5, $6, $7, $8) and assignment.role = $9 and assignment.from_on <= $10
  and (assignment.until_on is null or assignment.until_on >= $10)
  and assignment.ended_at is null and account.disabled_at is null
order by assignment.place_path desc, account.account_id
limit $11
