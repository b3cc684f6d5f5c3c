select count(*) from campaign_member where campaign_id = $1 and person_id = $2 and declined_at is null
