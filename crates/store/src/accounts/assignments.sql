select assignment_id, account_id, role, place_path, from_on, until_on
from assignment
where account_id = $1 and ended_at is null
order by assignment_id
limit 100
