select warning_event.warning_event_id, warning_event.seq, warning_event.account_id, warning_event.kind, warning_event.body_sealed,
       warning_event.happened_at, account.name_sealed, warning.person_id, person.key_sealed
from warning_event
join warning on warning.warning_id = warning_event.warning_id
join person on person.person_id = warning.person_id
left join account on account.account_id = warning_event.account_id
where warning_event.warning_id = $1 and warning_event.seq > $2 and person.key_sealed is not null
order by warning_event.seq
limit 500
