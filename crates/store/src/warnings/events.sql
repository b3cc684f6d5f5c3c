select warning_event.warning_event_id, warning_event.seq, warning_event.account_id, warning_event.kind, warning_event.body,
       warning_event.happened_at, account.name
from warning_event
left join account on account.account_id = warning_event.account_id
where warning_event.warning_id = $1 and warning_event.seq > $2
order by warning_event.seq
limit 500
