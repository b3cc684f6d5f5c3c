delete from hand_over where person_id = $1
