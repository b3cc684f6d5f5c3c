insert into protocol_account (protocol_id, account_id, since_at, owes_at)
values ($1, $2, $3, $4)
on conflict (protocol_id, account_id) do update set until_at = null, owes_at = excluded.owes_at
