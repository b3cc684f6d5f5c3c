delete from case_reach where case_id = $1
