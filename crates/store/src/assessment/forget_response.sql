delete from response where response_id = $1 and person_id = $2
