update questionnaire_version
set stage = 'withdrawn', reason = $3, withdrawn_by = $4, withdrawn_at = $5, revision = revision + 1
where questionnaire_version_id = $1 and revision = $2 and stage = 'released'
