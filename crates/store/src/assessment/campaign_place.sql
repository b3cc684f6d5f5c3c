select campaign.place_path from response join campaign on campaign.campaign_id = response.campaign_id where response.response_id = $1
