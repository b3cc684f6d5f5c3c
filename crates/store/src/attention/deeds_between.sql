select warning.person_id, warning_event.warning_event_id, warning_event.risk_kinds, warning_event.happened_at
from warning
join warning_event on warning_event.warning_id = warning.warning_id
where $1 <= warning.person_id and warning.person_id <= $2 and warning_event.risk_kinds <> ''
order by warning.person_id, warning_event.happened_at, warning_event.warning_event_id
limit 32000
