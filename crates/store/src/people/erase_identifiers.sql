delete from person_identifier where person_id = $1
