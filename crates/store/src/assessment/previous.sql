select outcome, answered_at
from response
where person_id = $1 and instrument = $2 and answered_at < $3 and sharing <> 'private'
order by answered_at desc, response_id
limit 5
