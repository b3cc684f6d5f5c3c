insert into questionnaire (questionnaire_id, code, place_path, created_by, created_at)
values ($1, $2, $3, $4, $5)
