update data_request
set state = $2, ground = $3, decided_by = $4, decided_at = $5
where data_request_id = $1 and state = 'open'
