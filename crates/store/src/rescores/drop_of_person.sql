delete from rescore_result where person_id = $1
