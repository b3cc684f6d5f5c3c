insert into hand_over (hand_over_id, campaign_id, person_id, place_path, opened_by, code_hash, code_until, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
