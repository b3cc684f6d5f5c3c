select campaign.campaign_id, campaign.place_path, campaign.title, campaign.instrument, campaign.instrument_version, campaign.consent_text,
       campaign.opens_on, campaign.closes_on, campaign.created_by, campaign_member.person_id
from campaign_member
join campaign on campaign.campaign_id = campaign_member.campaign_id
where campaign_member.person_id in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
  and campaign_member.campaign_id in ($17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32)
  and campaign_member.declined_at is null
order by campaign_member.person_id, campaign_member.campaign_id
limit 256
