insert into informant_request (informant_request_id, person_id, place_path, informant, account_id, family, instrument, instrument_version, asked_by,
    asked_at, expires_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
