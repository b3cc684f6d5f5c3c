insert into disclosure (disclosure_id, person_id, place_path, recipient, basis, law, purpose, fields, withheld, given_at, recorded_by,
    created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
