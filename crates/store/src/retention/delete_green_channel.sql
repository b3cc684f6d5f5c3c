delete from protocol where protocol_id = $1
