select campaign.campaign_id, campaign.place_path, campaign.title, campaign_part.instrument, campaign_part.instrument_version, '',
       campaign.opens_on, campaign.closes_on, campaign.created_by, campaign.stage, campaign.steps,
       campaign_member.person_id, campaign_part.position, campaign_part.only_after, campaign_part.total_from, campaign_member.part, campaign_part.form
from campaign_member
join campaign on campaign.campaign_id = campaign_member.campaign_id
join campaign_part on campaign_part.campaign_id = campaign_member.campaign_id
where campaign_member.campaign_id = $1 and campaign_member.person_id = $2
  and campaign_member.declined_at is null
order by campaign_member.person_id, campaign_member.campaign_id, campaign_part.position
limit 20
