select campaign.campaign_id, campaign.place_path, campaign.title, campaign.instrument, campaign.instrument_version, campaign.consent_text,
       campaign.opens_on, campaign.closes_on, campaign.created_by
from campaign_member
join campaign on campaign.campaign_id = campaign_member.campaign_id
where campaign_member.person_id = $1 and campaign_member.declined_at is null and campaign.opens_on <= $2 and campaign.closes_on >= $2
    and (not exists (
        select 1 from response
        where response.person_id = $1 and response.instrument = campaign.instrument and response.campaign_id = campaign.campaign_id)
    or exists (
        select 1 from retest_task
        where retest_task.person_id = $1 and retest_task.instrument = campaign.instrument and retest_task.campaign_id = campaign.campaign_id
            and retest_task.way = 'form' and retest_task.settled_at is null))
order by campaign.opens_on, campaign.campaign_id
limit 20
