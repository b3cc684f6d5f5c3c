update signal set person_id = $2, place_path = $3, evidence_sealed = $4 where signal_id = $1
