select response.response_id, response.person_id, response.instrument, response.instrument_version, response.sharing, response.outcome_sealed,
       response.answered_at, person.key_sealed, response.place_path, response.answers_sealed, person.sex, person.birth_on, response.total, response.band,
       response.attention
from response
join person on person.person_id = response.person_id
where response.response_id > $1 and response.instrument = $2 and response.instrument_version = $3 and response.place_path >= $4
  and response.place_path < $5 and response.answered_at >= $6 and response.answered_at < $7 and response.sharing <> 'private'
  and person.key_sealed is not null and person.restricted_at is null
  and not exists (select 1 from rescore_result where rescore_result.response_id = response.response_id and rescore_result.version = $8
    and rescore_result.applied_at is not null)
order by response.response_id
limit $9
