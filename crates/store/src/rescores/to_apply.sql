select response.response_id, response.person_id, response.instrument, response.instrument_version, response.sharing, response.outcome_sealed,
       response.answered_at, person.key_sealed, response.place_path, response.answers_sealed, person.sex, person.birth_on, response.total, response.band,
       response.attention
from rescore_result
join response on response.response_id = rescore_result.response_id
join person on person.person_id = response.person_id
where rescore_result.rescore_id = $1 and rescore_result.response_id > $2 and rescore_result.applied_at is null
  and rescore_result.class <> 'not_scored' and response.instrument_version = $3 and response.sharing <> 'private'
  and person.key_sealed is not null and person.restricted_at is null
  and not exists (select 1 from rescore_result other where other.response_id = response.response_id and other.version = $4
    and other.applied_at is not null)
order by rescore_result.response_id
limit $5
