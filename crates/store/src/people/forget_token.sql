delete from person_token where token = $1 and place_path = $2 and person_id = $3
