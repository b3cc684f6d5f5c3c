insert into linked_identity (linked_identity_id, account_id, provider, subject_sealed, subject_lookup, created_at, used_at)
values ($1, $2, $3, $4, $5, $6, null)
