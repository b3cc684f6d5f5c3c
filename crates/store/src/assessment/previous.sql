select response.outcome_sealed, response.answered_at, response.response_id, response.person_id, person.key_sealed
from response
join person on person.person_id = response.person_id
where response.person_id = $1 and response.instrument = $2 and response.answered_at < $3 and response.sharing <> 'private'
  and person.key_sealed is not null
order by response.answered_at desc, response.response_id
limit 5
