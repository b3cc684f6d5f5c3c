select response.response_id, response.person_id, response.instrument, response.instrument_version, response.sharing, response.outcome_sealed,
    response.answered_at, person.key_sealed, response.place_path
from response
join person on person.person_id = response.person_id
where response.response_id > $1 and response.response_id < $2 and response.sharing <> 'private'
  and person.key_sealed is not null and person.restricted_at is null
order by response.response_id
limit $3
