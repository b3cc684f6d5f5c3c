update informant_request
set ending = 'answered', settled_at = $2, settled_by = $3, valid = $4, answers_sealed = $5, outcome_sealed = $6
where informant_request_id = $1 and settled_at is null and expires_at > $2 and account_id = $3
