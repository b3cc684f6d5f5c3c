update questionnaire_version
set stage = 'tested', files = $3, offered = $4, right_until = $5, tested_by = $6, tested_at = $7, reason = null, revision = revision + 1
where questionnaire_version_id = $1 and revision = $2 and stage = 'draft'
