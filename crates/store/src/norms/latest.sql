select coalesce(max(version), 0) from local_norm where place_path = $1 and instrument = $2 and instrument_version = $3 and score = $4
