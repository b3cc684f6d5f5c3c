delete from hand_over where hand_over_id = $1
