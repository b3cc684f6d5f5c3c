select person_id from case_file where case_id = $1
