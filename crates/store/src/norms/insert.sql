insert into local_norm (local_norm_id, place_path, instrument, instrument_version, score, version, persons, from_on, until_on, body, created_by, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
