delete from case_seat where case_id = $1 and account_id = $2
