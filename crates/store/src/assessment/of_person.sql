select response.response_id, response.person_id, response.campaign_id, response.place_path, response.instrument, response.instrument_version,
       response.source, response.sharing, response.answers_sealed, response.outcome_sealed, response.total, response.band, response.attention,
       response.answered_at, person.key_sealed
from response
join person on person.person_id = response.person_id
where response.person_id = $1 and response.answered_at < $2 and person.key_sealed is not null
order by response.answered_at desc, response.response_id
limit $3
