select webhook_id, url, topics, secret_sealed, created_at
from webhook
where webhook_id = $1 and removed_at is null
