delete from group_event where group_entry_id in (select group_entry.group_entry_id from group_entry where group_entry.person_id = $1)
