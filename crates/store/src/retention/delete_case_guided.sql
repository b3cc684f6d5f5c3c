delete from case_guided where case_id = $1
