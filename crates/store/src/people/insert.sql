insert into person (person_id, place_path, name_sealed, sex, birth_on, phone_sealed, created_at, key_sealed)
values ($1, $2, $3, $4, $5, $6, $7, $8)
