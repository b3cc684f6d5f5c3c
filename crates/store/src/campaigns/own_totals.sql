select instrument, total
from response
where person_id = $1 and campaign_id = $2
order by instrument, response_id
limit 100
