update webhook_delivery
set state = $3, attempts = $4, due_at = $5, status = $6, failure = $7, changed_at = $8
where webhook_id = $1 and outbox_id = $2 and state = 'waiting'
