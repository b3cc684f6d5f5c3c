insert into case_seat (case_id, account_id, owes_on, told_until, tell_on, created_at)
values ($1, $2, $3, $4, $5, $6)
on conflict (case_id, account_id) do update set owes_on = excluded.owes_on, told_until = excluded.told_until, tell_on = excluded.tell_on
