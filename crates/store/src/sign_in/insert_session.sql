insert into session (session_id, token_hash, account_id, created_at, expires_at, ended_at, seen_at, idle_s, device, network, proof, proved_at)
values ($1, $2, $3, $4, $5, null, $4, $6, $7, $8, $9, $10)
