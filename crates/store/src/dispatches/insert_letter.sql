insert into letter (letter_id, account_id, channel, is_red, notices, sayings, sent_at, under_way, may_be_there, created_at)
values ($1, $2, $3, $4, $5, $6, $7, 1, 0, $7)
on conflict (letter_id) do update set sent_at = excluded.sent_at, under_way = 1
