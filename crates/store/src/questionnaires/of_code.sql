select count(*) from questionnaire where code = $1
