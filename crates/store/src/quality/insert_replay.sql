insert into replay (replay_id, account_id, rules, from_at, until_at, cursor_id, tally, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (replay_id) do nothing
