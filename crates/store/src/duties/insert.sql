insert into duty (duty_id, kind, place_path, person_id, account_id, due_at, until_on, decided_by, entries, opened_at, ended_at, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
