select local_norm_id, place_path, instrument, instrument_version, score, version, persons, from_on, until_on, body, created_at
from local_norm
where place_path in ($1, $2, $3, $4, $5, $6, $7, $8) and instrument = $9 and instrument_version = $10 and score = $11
order by place_path desc, version desc
limit 50
