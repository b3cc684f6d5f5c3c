insert into audit (audit_id, account_id, role, action, purpose, place_path, person_id, record_kind, record_id, outcome, detail, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
