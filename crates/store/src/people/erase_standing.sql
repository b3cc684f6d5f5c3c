delete from person_standing where person_id = $1
