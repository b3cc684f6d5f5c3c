select place_path from roster_entry where roster_entry_id = $1 and ended_at is null
