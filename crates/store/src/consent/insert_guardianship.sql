insert into guardianship (guardianship_id, guardian_id, ward_id, relation, ground, verified_by, verified_how, from_on, until_on, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
