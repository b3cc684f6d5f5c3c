select person_id from signal where signal_id = $1
