update reception set version = version where reception_id = $1 and closed_at is not null
