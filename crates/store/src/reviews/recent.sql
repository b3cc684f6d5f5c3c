select access_review_id, quarter, due_on, created_at, told_at, late_told_at from access_review order by quarter desc limit $1
