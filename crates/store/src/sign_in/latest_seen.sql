select max(seen_at) from session where ended_at is null
