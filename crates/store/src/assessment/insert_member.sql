insert into campaign_member (campaign_id, person_id, declined_at, created_at)
values ($1, $2, null, $3)
on conflict (campaign_id, person_id) do nothing
