select response.response_id, response.person_id
from campaign
cross join response
where response.campaign_id = campaign.campaign_id and campaign.closes_on <= $1 and response.sharing = 'campaign'
  and not exists (
      select 1 from signal join warning on warning.warning_id = signal.warning_id
      where signal.response_id = response.response_id and warning.closed_at is null)
  and not exists (
      select 1 from legal_hold where legal_hold.ended_on is null and (legal_hold.person_id is null or legal_hold.person_id = response.person_id))
order by campaign.closes_on, response.response_id
limit $2
