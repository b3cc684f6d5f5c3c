select campaign.campaign_id, campaign.title
from consent_event
join campaign on campaign.campaign_id = consent_event.subject_id
where consent_event.person_id = $1
group by campaign.campaign_id, campaign.title
order by campaign.campaign_id desc
limit 50
