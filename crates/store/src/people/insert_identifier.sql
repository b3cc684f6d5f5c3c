insert into person_identifier (identifier_id, system, value_lookup, value_sealed, person_id, created_at)
values ($1, $2, $3, $4, $5, $6)
