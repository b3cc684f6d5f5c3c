select campaign_id
from campaign
where place_path >= $1 and place_path < $2 and instrument = $3 and instrument_version = $4
order by place_path, campaign_id
limit 5000
