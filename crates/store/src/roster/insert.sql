insert into roster_entry (roster_entry_id, account_id, place_path, post, from_at, until_at, entered_by, ended_at, created_at)
values ($1, $2, $3, $4, $5, $6, $7, null, $8)
on conflict (roster_entry_id) do nothing
