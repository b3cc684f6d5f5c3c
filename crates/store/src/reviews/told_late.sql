update access_review set late_told_at = $2 where access_review_id = $1 and late_told_at is null
