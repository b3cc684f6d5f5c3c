update questionnaire_version
set stage = 'released', released_by = $3, released_at = $4, revision = revision + 1
where questionnaire_version_id = $1 and revision = $2 and stage = 'tested'
