update response set sharing = 'private' where person_id = $1 and campaign_id = $2 and sharing = 'campaign'
