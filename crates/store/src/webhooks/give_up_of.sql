update webhook_delivery set state = 'dead', failure = 'removed', changed_at = $2 where webhook_id = $1 and state = 'waiting'
