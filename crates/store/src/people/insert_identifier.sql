insert into person_identifier (system, value, person_id, created_at)
values ($1, $2, $3, $4)
