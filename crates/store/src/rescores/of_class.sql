select rescore_result.rescore_id, rescore_result.response_id, rescore_result.person_id, rescore_result.place_path, rescore_result.class,
       rescore_result.detail_sealed, rescore_result.signals, rescore_result.applied_at, response.answered_at, person.name_sealed, person.key_sealed
from rescore_result
join response on response.response_id = rescore_result.response_id
join person on person.person_id = rescore_result.person_id
where rescore_result.rescore_id = $1 and rescore_result.class = $2 and rescore_result.response_id > $3 and response.sharing <> 'private'
  and person.key_sealed is not null and person.restricted_at is null
order by rescore_result.response_id
limit $4
