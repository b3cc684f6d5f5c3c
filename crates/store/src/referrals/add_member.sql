insert into receiver_member (receiver_id, account_id, since_at)
values ($1, $2, $3)
on conflict (receiver_id, account_id) do nothing
