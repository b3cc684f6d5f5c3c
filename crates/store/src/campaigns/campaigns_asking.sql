select campaign.campaign_id, campaign.place_path, campaign.title, campaign_part.instrument, campaign_part.instrument_version, '',
       campaign.opens_on, campaign.closes_on, campaign.created_by, campaign.stage, campaign.steps,
       campaign_member.person_id, campaign_part.position, campaign_part.only_after, campaign_part.total_from, campaign_member.part, campaign_part.form
from campaign_member
join campaign on campaign.campaign_id = campaign_member.campaign_id
join campaign_part on campaign_part.campaign_id = campaign_member.campaign_id
where campaign_member.person_id in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
  and campaign_member.campaign_id in ($17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32)
  and campaign_member.declined_at is null
order by campaign_member.person_id, campaign_member.campaign_id, campaign_part.position
limit 5120
