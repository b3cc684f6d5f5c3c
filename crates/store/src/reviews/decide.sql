update access_review_line set verdict = $2, decided_by = $3, decided_at = $4
where access_review_line_id = $1 and verdict is null
