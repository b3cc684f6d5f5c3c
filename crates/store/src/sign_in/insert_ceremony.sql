insert into ceremony (ceremony_id, account_id, kind, key_hash, state_sealed, created_at, expires_at)
values ($1, $2, $3, $4, $5, $6, $7)
