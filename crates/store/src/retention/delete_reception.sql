delete from reception where reception_id = $1
