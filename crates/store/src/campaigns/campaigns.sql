select campaign_id, place_path, title, instrument, instrument_version, consent_text, opens_on, closes_on, created_by, stage, steps
from campaign
where place_path >= $1 and place_path < $2
order by opens_on desc, campaign_id
limit $3
