delete from dispute_event where dispute_id = $1
