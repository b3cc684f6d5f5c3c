select count(*) from dispute where number >= $1 and number < $2
