update dispute_event set body = $2 where dispute_event_id = $1
