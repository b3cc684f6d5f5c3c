update campaign_member set unit_path = $3 where campaign_id = $1 and person_id = $2
