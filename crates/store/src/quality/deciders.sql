select count(distinct assignment.account_id)
from assignment
join account on account.account_id = assignment.account_id
where assignment.role in ($1, $2, $3, $4, $5, $6, $7, $8) and assignment.place_path >= $9 and assignment.place_path < $10
  and assignment.from_on <= $11 and (assignment.until_on is null or assignment.until_on >= $11)
  and (assignment.credential_until is null or assignment.credential_until >= $11)
  and assignment.ended_at is null and account.disabled_at is null
