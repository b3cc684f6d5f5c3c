select case_id from case_reach where is_read = 0 and case_id > $1 order by case_id limit $2
