select data_request_id, number, person_id, place_path, asked_by, kind, target, target_id, state, due_on, ground, decided_at, created_at
from data_request
where data_request_id = $1
