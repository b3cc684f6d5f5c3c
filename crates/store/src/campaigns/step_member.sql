update campaign_member set part = $4, finished_at = coalesce(finished_at, $5), signalled_at = coalesce(signalled_at, $6)
where campaign_id = $1 and person_id = $2 and part <= $3
