insert into webhook (webhook_id, url, topics, secret_sealed, removed_at, created_at)
values ($1, $2, $3, $4, null, $5)
