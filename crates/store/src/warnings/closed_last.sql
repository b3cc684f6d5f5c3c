select warning.warning_id
from warning
where warning.person_id = $1 and warning.step = 'closed' and warning.closed_at is not null
order by warning.closed_at desc, warning.warning_id desc
limit 1
