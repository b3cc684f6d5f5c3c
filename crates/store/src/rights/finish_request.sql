update data_request
set state = 'fulfilled', ground = null, decided_by = $2, decided_at = $3
where data_request_id = $1 and kind = 'delete' and target = 'everything' and state in ('open', 'restricted')
