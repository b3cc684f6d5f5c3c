update questionnaire_version
set draft = $3, name = $6, edited_by = $4, edited_at = $5, stage = 'draft', files = null, tested_by = null, tested_at = null, right_until = null, revision = revision + 1
where questionnaire_version_id = $1 and revision = $2 and stage in ('draft', 'tested')
