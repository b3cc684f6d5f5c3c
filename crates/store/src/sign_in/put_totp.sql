insert into totp (account_id, secret_sealed, last_step, confirmed_at, created_at)
values ($1, $2, 0, null, $3)
on conflict (account_id) do update set secret_sealed = excluded.secret_sealed, last_step = 0, created_at = excluded.created_at
where totp.confirmed_at is null
