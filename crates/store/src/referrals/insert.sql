insert into referral (referral_id, person_id, place_path, kind, urgency, warning_id, role, from_account_id, from_path, to_account_id, to_path,
                      receiver_id, responsible_id, basis, consent_by, state, step_owner_id, owed_at, silences, version, cites_id, sent_at,
                      ended_at, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)
