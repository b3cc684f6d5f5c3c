update person_standing set look_at = $1
