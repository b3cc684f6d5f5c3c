select campaign_id, place_path, title, instrument, instrument_version, consent_text, opens_on, closes_on, created_by, stage, steps
from campaign
where place_path = $1 and instrument = $2 and instrument_version = $3 and closes_on < $4
order by closes_on desc, campaign_id
limit $5
