select d.webhook_id, d.outbox_id, d.attempts, o.topic, o.body, o.created_at
from webhook_delivery d
join outbox o on o.outbox_id = d.outbox_id
where d.state = 'waiting' and d.due_at <= $1
order by d.due_at, d.outbox_id
limit $2
