select count(*) from warning where number >= $1 and number < $2
