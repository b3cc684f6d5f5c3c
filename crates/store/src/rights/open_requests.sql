select data_request_id, number, person_id, place_path, asked_by, kind, target, target_id, state, due_on, ground, decided_at, created_at
from data_request
where place_path >= $1 and place_path < $2 and state = 'open'
order by due_on, number
limit $3
