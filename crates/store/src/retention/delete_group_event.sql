delete from group_event where group_entry_id = $1
