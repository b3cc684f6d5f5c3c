update data_request
set state = 'refused', ground = 'nothing_kept', decided_by = $3, decided_at = $4
where person_id = $1 and data_request_id <> $2 and state = 'open'
