select unit_path, max(reminded_at)
from campaign_reminder
where campaign_id = $1
group by unit_path
order by unit_path
limit 20000
