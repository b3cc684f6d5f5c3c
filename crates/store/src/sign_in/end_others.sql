update session set ended_at = $3 where account_id = $1 and session_id <> $2 and ended_at is null and expires_at > $3
