select restricted_at from person where person_id = $1 and restricted_at is not null
