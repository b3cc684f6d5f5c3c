select warning.warning_id
from warning
where warning.owner_id = $1 and warning.closed_at is null
order by warning.due_at, warning.warning_id
limit $2
