update campaign_member set unit_path = $2
where person_id = $1 and finished_at is null
  and exists (select 1 from campaign where campaign.campaign_id = campaign_member.campaign_id and campaign.stage <> 'closed'
              and substr($2, 1, length(campaign.place_path)) = campaign.place_path)
