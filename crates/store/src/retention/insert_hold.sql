insert into legal_hold (hold_id, person_id, reason, placed_by, from_on, ended_on, ended_by, created_at)
values ($1, $2, $3, $4, $5, null, null, $6)
