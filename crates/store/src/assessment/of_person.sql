select response_id, person_id, campaign_id, place_path, instrument, instrument_version, source, sharing, answers, outcome, total, band,
       attention, answered_at
from response
where person_id = $1 and answered_at < $2
order by answered_at desc, response_id
limit $3
