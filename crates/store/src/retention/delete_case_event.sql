delete from case_event where case_id = $1
