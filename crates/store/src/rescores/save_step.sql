update rescore
set stage = $4, cursor_id = $5, tally = $6, people = $7, raised = $8, fault = $9, counted_at = $10, applied_at = $11
where rescore_id = $1 and stage = $2 and cursor_id = $3
