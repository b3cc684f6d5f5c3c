update response
set answers = $2, outcome = $3, total = $4, band = $5, attention = $6, answered_at = $7
where response_id = $1
