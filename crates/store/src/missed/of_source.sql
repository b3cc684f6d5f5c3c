select missed_review_id from missed_review where source_id = $1
