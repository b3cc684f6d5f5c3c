insert into warning_event (warning_event_id, warning_id, seq, account_id, kind, body_sealed, happened_at, created_at, risk_kinds)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
