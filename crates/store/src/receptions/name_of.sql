select person_id, name_sealed, key_sealed from person where person_id = $1
