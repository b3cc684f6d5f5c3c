update webhook_delivery
set state = 'waiting', attempts = 0, due_at = $2, failure = null, changed_at = $2
where webhook_id = $1 and state = 'dead'
