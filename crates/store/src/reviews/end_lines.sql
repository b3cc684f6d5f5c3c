update access_review_line set verdict = 'ended', decided_by = $2, decided_at = $3
where assignment_id = $1 and verdict is null
