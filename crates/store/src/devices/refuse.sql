insert into device_refusal (device_id, on_day, reason, refusals, last_at, created_at)
values ($1, $2, $3, 1, $4, $4)
on conflict (device_id, on_day, reason) do update set refusals = device_refusal.refusals + 1, last_at = excluded.last_at
