select response_id, person_id from response where person_id = $1 order by answered_at, response_id limit $2
