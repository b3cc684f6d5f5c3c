select instrument, instrument_version, only_after, total_from, form
from campaign_part
where campaign_id = $1
order by position
limit 20
