update person_standing set level = $2, since = $3, as_of = $4, corrected = 0, look_at = $5
where person_id = $1 and look_at = $6
