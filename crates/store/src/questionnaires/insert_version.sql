insert into questionnaire_version (questionnaire_version_id, questionnaire_id, number, stage, revision, draft, edited_by, edited_at, name)
values ($1, $2, $3, 'draft', 1, $4, $5, $6, $7)
