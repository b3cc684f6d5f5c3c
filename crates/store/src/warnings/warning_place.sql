select warning_id, person_id, place_path, owner_id from warning where warning_id = $1
