delete from rescore_result where response_id = $1
