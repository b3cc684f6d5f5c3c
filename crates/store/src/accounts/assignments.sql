select assignment_id, account_id, role, place_path, from_on, until_on
from assignment
where account_id = $1
order by assignment_id
limit 100
