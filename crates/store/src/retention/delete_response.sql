delete from response where response_id = $1
