select campaign_id, place_path, title, instrument, instrument_version, consent_text, opens_on, closes_on, created_by, stage, steps
from campaign
where stage = 'running' and closes_on >= $1 and campaign_id > $2
order by campaign_id
limit $3
