update person set place_path = $2 where person_id = $1
