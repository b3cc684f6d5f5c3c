update group_entry set version = version where group_entry_id = $1 and closed_at is not null
