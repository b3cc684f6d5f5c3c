update rescore_result
set class = $3, detail_sealed = $4, outcome_sealed = $5, signals = $6, applied_at = $7
where rescore_id = $1 and response_id = $2 and applied_at is null
