select access_review_id, quarter, due_on, created_at, told_at, late_told_at from access_review where quarter = $1
