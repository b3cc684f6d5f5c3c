select data_request.data_request_id, data_request.number, data_request.person_id, data_request.place_path, data_request.asked_by, data_request.kind,
       data_request.target, data_request.target_id, data_request.state, data_request.due_on, data_request.ground, data_request.decided_at,
       data_request.created_at
from data_request
join person on person.person_id = data_request.person_id
where data_request.place_path >= $1 and data_request.place_path < $2 and data_request.state = 'restricted'
  and data_request.kind = 'delete' and person.restricted_at is not null and person.key_sealed is not null
order by data_request.due_on, data_request.number
limit $3
