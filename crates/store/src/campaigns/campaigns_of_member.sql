select campaign.campaign_id, campaign.place_path, campaign.title, campaign_part.instrument, campaign_part.instrument_version, campaign.consent_text,
       campaign.opens_on, campaign.closes_on, campaign.created_by, campaign.stage, campaign.steps
from campaign_member
join campaign on campaign.campaign_id = campaign_member.campaign_id
join campaign_part on campaign_part.campaign_id = campaign_member.campaign_id and campaign_part.position = campaign_member.part
where campaign_member.person_id = $1 and campaign_member.declined_at is null and campaign_member.finished_at is null
    and campaign.stage in ('running', 'paused') and campaign.opens_on <= $2 and campaign.closes_on >= $2
order by campaign.opens_on, campaign.campaign_id
limit 20
