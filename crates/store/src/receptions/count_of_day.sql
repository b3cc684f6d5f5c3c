select count(*) from reception where number >= $1 and number < $2
