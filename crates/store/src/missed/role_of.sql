select role
from assignment
where account_id = $1 and from_on <= $2 and (until_on is null or until_on >= $2)
order by assignment_id
limit 1
