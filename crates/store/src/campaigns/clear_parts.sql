delete from campaign_part where campaign_id = $1
