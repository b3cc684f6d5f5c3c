select count(*) from data_request where number >= $1 and number < $2
