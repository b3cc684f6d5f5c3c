delete from campaign_member
where person_id = $1 and finished_at is null and declined_at is null and part = 0
  and exists (select 1 from campaign where campaign.campaign_id = campaign_member.campaign_id and campaign.stage <> 'closed'
              and substr($2, 1, length(campaign.place_path)) <> campaign.place_path)
  and not exists (select 1 from response where response.person_id = $1 and response.campaign_id = campaign_member.campaign_id)
