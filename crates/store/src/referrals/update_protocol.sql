update protocol
set referral_id = $3, stage = $4, owner_id = $5, due_at = $6, entries = $2 + 1, ended_at = $7
where protocol_id = $1 and entries = $2
