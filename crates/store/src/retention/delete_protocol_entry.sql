delete from protocol_entry where protocol_id = $1
