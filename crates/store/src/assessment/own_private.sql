select response_id from response where response_id = $1 and person_id = $2 and sharing = 'private'
