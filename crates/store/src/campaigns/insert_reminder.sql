insert into campaign_reminder (campaign_id, unit_path, reminded_at, account_id, created_at)
values ($1, $2, $3, $4, $5)
on conflict (campaign_id, unit_path, reminded_at) do nothing
