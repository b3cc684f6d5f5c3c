select response.response_id, response.person_id, response.answers_sealed, person.key_sealed, response.outcome_sealed
from response
join person on person.person_id = response.person_id
where response.campaign_id = $1 and response.response_id > $2 and response.instrument = $3 and response.instrument_version = $4
    and response.sharing = 'campaign' and person.key_sealed is not null and person.restricted_at is null
order by response.response_id
limit $5
