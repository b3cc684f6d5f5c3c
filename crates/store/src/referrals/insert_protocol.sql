insert into protocol (protocol_id, kind, person_id, place_path, referral_id, stage, owner_id, due_at, entries, opened_at, ended_at, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
