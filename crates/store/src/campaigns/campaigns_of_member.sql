select campaign.campaign_id, campaign.place_path, campaign.title, campaign_part.instrument, campaign_part.instrument_version, campaign.consent_text,
       campaign.opens_on, campaign.closes_on, campaign.created_by, campaign.stage, campaign.steps
from campaign_member
join campaign on campaign.campaign_id = campaign_member.campaign_id
join campaign_part on campaign_part.campaign_id = campaign_member.campaign_id
where campaign_member.person_id = $1 and campaign_member.declined_at is null
    and campaign.stage in ('running', 'paused') and campaign.opens_on <= $2 and campaign.closes_on >= $2
    and (campaign_part.position = campaign_member.part and campaign_member.finished_at is null
         or campaign_part.position < campaign_member.part and exists (
            select 1 from retest_task
            where retest_task.person_id = $1 and retest_task.instrument = campaign_part.instrument
                and retest_task.campaign_id = campaign.campaign_id and retest_task.way = 'form' and retest_task.settled_at is null))
order by campaign.opens_on, campaign.campaign_id, campaign_part.position
limit 60
