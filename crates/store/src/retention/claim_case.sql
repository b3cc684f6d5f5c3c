update case_file set version = version where case_id = $1 and closed_at is not null
