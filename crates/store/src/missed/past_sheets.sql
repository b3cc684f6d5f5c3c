select response.instrument, response.instrument_version, response.answered_at,
    (select count(*) from signal where signal.response_id = response.response_id)
from response
where response.person_id = $1 and response.answered_at >= $2 and response.answered_at < $3 and response.sharing <> 'private'
order by response.answered_at desc, response.response_id
limit $4
