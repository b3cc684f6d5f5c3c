delete from signal where signal_id = $1
