insert into campaign_sitting (sitting_id, campaign_id, unit_path, begins_at, room, created_by, created_at)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict (sitting_id) do nothing
