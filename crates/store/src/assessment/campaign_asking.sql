select campaign.campaign_id, campaign.place_path, campaign.title, campaign.instrument, campaign.instrument_version, campaign.consent_text,
       campaign.opens_on, campaign.closes_on, campaign.created_by
from campaign_member
join campaign on campaign.campaign_id = campaign_member.campaign_id
where campaign_member.campaign_id = $1 and campaign_member.person_id = $2 and campaign_member.declined_at is null
