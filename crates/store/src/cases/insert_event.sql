insert into case_event (case_event_id, case_id, seq, account_id, kind, body_sealed, happened_at, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
