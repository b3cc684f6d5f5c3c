update missed_review set version = version where missed_review_id = $1 and closed_at is not null
