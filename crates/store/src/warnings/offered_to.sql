select warning_owed.warning_id
from warning_owed
where warning_owed.account_id = $1 and warning_owed.clock = 'accept' and warning_owed.due_at > 0
order by warning_owed.due_at, warning_owed.warning_id
limit $2
