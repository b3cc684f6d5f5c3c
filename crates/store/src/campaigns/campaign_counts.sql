select
    (select count(*) from campaign_member where campaign_member.campaign_id = $1),
    (select count(*) from campaign_member where campaign_member.campaign_id = $1 and campaign_member.declined_at is not null)
