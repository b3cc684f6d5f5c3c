insert into account (account_id, login, name, password_hash, person_id, disabled_at, created_at, password_set_at)
values ($1, $2, $3, $4, $5, null, $6, $6)
