select campaign_id, place_path, title, instrument, instrument_version, consent_text, opens_on, closes_on, created_by, stage, steps
from campaign
where campaign_id = $1
