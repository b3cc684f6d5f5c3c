delete from rescore_result where rescore_id = $1 and applied_at is null and class <> 'not_scored'
