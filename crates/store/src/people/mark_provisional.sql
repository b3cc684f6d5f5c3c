update person set provisional_at = $2 where person_id = $1
