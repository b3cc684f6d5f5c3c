delete from reception_event where reception_id = $1
