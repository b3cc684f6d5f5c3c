delete from group_entry where person_id = $1
