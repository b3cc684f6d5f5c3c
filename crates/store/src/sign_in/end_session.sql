update session set ended_at = $2 where token_hash = $1 and ended_at is null
