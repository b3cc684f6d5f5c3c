update session set ended_at = $1 where ended_at is null
