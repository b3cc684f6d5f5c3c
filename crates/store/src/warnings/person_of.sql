select person_id from warning where warning_id = $1
