select key_sealed from person where person_id = $1
