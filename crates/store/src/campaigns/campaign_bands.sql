select coalesce(band, ''), count(*)
from response
where campaign_id = $1 and instrument = $2 and sharing = 'campaign'
group by band
limit 50
