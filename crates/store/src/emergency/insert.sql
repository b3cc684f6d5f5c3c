insert into emergency (emergency_id, account_id, role, person_id, place_path, reason, words, opened_at, until_at, seen_at, review_due_at, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $8, $10, $8)
