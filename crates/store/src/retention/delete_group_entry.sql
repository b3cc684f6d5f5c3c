delete from group_entry where group_entry_id = $1
