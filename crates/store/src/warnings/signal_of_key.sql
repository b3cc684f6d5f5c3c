select signal_id, due_at from signal where dedupe_key = $1
