update access_review set told_at = $2 where access_review_id = $1 and told_at is null
