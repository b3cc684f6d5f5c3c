select sitting_id, campaign_id, unit_path, begins_at, room, created_by
from campaign_sitting
where campaign_id = $1
order by unit_path, begins_at, sitting_id
limit $2
