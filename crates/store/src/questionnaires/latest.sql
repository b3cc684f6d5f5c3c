select coalesce(max(number), 0) from questionnaire_version where questionnaire_id = $1
