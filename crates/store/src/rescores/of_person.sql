select rescore_result.rescore_id, rescore_result.response_id, rescore_result.person_id, rescore.instrument, rescore.from_version, rescore.to_version,
       rescore_result.class, rescore_result.detail_sealed, rescore_result.outcome_sealed, rescore_result.applied_at, response.sharing, person.key_sealed
from rescore_result
join rescore on rescore.rescore_id = rescore_result.rescore_id
join response on response.response_id = rescore_result.response_id
join person on person.person_id = rescore_result.person_id
where rescore_result.person_id = $1 and rescore_result.applied_at is not null and person.key_sealed is not null
order by rescore_result.applied_at desc, rescore_result.response_id
limit 1000
