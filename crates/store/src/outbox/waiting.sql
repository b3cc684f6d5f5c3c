select outbox_id, topic, body, attempts, created_at
from outbox
where delivered_at is null
order by created_at, outbox_id
limit $1
