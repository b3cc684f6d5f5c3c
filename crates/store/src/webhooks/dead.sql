select d.webhook_id, d.outbox_id, o.topic, d.attempts, d.status, d.failure, d.changed_at
from webhook_delivery d
join outbox o on o.outbox_id = d.outbox_id
where d.state = 'dead'
order by d.changed_at desc, d.outbox_id
limit $1
