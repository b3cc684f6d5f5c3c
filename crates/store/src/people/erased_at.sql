select erased_at from person where person_id = $1 and erased_at is not null
