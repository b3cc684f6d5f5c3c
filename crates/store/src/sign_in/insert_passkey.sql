insert into passkey (passkey_id, account_id, credential_hash, record_sealed, label, created_at, used_at)
values ($1, $2, $3, $4, $5, $6, null)
