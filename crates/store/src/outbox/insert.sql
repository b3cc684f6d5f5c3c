insert into outbox (outbox_id, topic, body, attempts, delivered_at, created_at)
values ($1, $2, $3, 0, null, $4)
