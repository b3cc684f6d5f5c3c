select response_id, person_id, campaign_id, place_path, instrument, instrument_version, source, sharing, answers, outcome, total, band,
       attention, answered_at
from response
where response_id = $1
