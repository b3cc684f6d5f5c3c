insert into consent_text (shown, purpose, version, body, created_at)
values ($1, $2, $3, $4, $5)
on conflict (shown) do nothing
