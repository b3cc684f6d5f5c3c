select count(*) from case_file where number >= $1 and number < $2
