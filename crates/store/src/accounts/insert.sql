insert into account (account_id, login_lookup, login_sealed, name_sealed, password_hash, person_id, disabled_at, created_at, password_set_at)
values ($1, $2, $3, $4, $5, $6, null, $7, $7)
