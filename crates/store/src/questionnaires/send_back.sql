update questionnaire_version
set stage = 'draft', files = null, tested_by = null, tested_at = null, right_until = null, reason = $3, revision = revision + 1
where questionnaire_version_id = $1 and revision = $2 and stage = 'tested'
