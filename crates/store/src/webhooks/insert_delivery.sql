insert into webhook_delivery (webhook_id, outbox_id, state, attempts, due_at, status, failure, changed_at)
values ($1, $2, 'waiting', 0, $3, null, null, $3)
on conflict (webhook_id, outbox_id) do nothing
