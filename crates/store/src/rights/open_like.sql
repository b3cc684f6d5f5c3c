select data_request_id, number, person_id, place_path, asked_by, kind, target, target_id, state, due_on, ground, decided_at, created_at
from data_request
where person_id = $1 and kind = $2 and target = $3 and state = 'open'
order by created_at
limit 1
