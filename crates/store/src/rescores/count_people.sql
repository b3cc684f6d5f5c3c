select count(distinct person_id) from rescore_result where rescore_id = $1 and class <> 'not_scored'
