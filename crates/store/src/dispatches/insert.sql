insert into dispatch (notice_id, channel, account_id, state, next_at, body, letter_id, version, changed_at, created_at)
values ($1, $2, $3, $4, $5, $6, null, 0, $7, $7)
on conflict (notice_id, channel) do nothing
