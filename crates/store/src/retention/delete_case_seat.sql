delete from case_seat where case_id = $1
