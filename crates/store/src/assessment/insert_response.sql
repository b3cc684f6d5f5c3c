insert into response (response_id, submission_key, person_id, campaign_id, place_path, instrument, instrument_version, source, sharing,
    answers_sealed, outcome_sealed, total, band, attention, answered_at, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
