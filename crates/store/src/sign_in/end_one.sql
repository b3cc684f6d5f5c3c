update session set ended_at = $3 where session_id = $1 and account_id = $2 and ended_at is null
