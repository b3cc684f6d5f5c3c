update response
set answers_sealed = $2, outcome_sealed = $3, total = $4, band = $5, attention = $6, answered_at = $7
where response_id = $1
