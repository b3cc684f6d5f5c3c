update case_reach set is_read = 1 where case_id = $1
