insert into dispatch_event (notice_id, channel, seq, body, happened_at)
values ($1, $2, $3, $4, $5)
