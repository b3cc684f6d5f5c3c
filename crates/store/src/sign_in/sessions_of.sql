select session_id, created_at, seen_at, expires_at, idle_s, device, network, proof, proved_at
from session
where account_id = $1 and ended_at is null and expires_at > $2
order by session_id desc
limit $3
