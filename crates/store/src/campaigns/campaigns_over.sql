select campaign_id, place_path, title, instrument, instrument_version, consent_text, opens_on, closes_on, created_by, stage, steps
from campaign
where place_path in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) and stage in ('running', 'paused') and closes_on >= $13
order by closes_on, campaign_id
limit 50
