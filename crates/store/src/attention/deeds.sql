select warning_event.warning_event_id, warning_event.risk_kinds, warning_event.happened_at
from warning
join warning_event on warning_event.warning_id = warning.warning_id
where warning.person_id = $1 and warning_event.risk_kinds <> ''
order by warning_event.happened_at desc, warning_event.warning_event_id
limit $2
