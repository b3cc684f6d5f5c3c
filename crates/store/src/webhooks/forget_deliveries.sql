delete from webhook_delivery where state = 'delivered' and changed_at < $1
