insert into dispute_party (dispute_id, person_id, created_at)
values ($1, $2, $3)
on conflict (dispute_id, person_id) do nothing
