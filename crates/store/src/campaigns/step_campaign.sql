update campaign set steps = steps + 1, stage = $3, opens_on = $4, closes_on = $5 where campaign_id = $1 and steps = $2
