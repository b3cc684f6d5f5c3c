delete from missed_review_event where missed_review_id = $1
