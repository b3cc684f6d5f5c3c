delete from case_seat where case_id in (select case_id from case_file where person_id = $1)
