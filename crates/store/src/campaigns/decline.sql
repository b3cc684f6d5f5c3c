update campaign_member set declined_at = $3 where campaign_id = $1 and person_id = $2 and declined_at is null
