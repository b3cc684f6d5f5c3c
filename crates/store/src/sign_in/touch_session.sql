update session set seen_at = $2 where session_id = $1 and ended_at is null and seen_at < $2
