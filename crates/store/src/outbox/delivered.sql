update outbox set delivered_at = $2, attempts = attempts + 1 where outbox_id = $1 and delivered_at is null
