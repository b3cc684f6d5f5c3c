delete from outbox
where delivered_at < $1
and not exists (select 1 from webhook_delivery d where d.outbox_id = outbox.outbox_id)
