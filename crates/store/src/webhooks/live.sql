select webhook_id, url, topics, secret_sealed, created_at
from webhook
where removed_at is null
order by created_at, webhook_id
limit $1
