insert into signal (signal_id, dedupe_key, person_id, place_path, response_id, rule_id, rule_version, code, level, evidence_sealed, reporter_id,
    raised_at, due_at, expires_at, dismissed_at, dismissed_by, dismiss_reason, warning_id, created_at, source, risk_kinds)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, null, null, null, null, $15, $16, $17)
on conflict (dedupe_key) do nothing
