select signal_id, person_id, place_path from signal where signal_id = $1
