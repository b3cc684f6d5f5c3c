delete from missed_review where missed_review_id = $1
