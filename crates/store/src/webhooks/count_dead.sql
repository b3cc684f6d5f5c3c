select count(*) from webhook_delivery where state = 'dead'
