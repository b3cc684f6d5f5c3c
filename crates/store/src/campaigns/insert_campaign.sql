insert into campaign (campaign_id, place_path, title, instrument, instrument_version, consent_text, opens_on, closes_on, created_by, stage, steps, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
