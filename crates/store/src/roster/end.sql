update roster_entry set ended_at = $3 where roster_entry_id = $1 and place_path = $2 and ended_at is null
