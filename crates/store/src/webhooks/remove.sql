update webhook set removed_at = $2 where webhook_id = $1 and removed_at is null
