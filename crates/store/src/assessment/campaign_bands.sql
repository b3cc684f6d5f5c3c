select coalesce(band, ''), count(*)
from response
where campaign_id = $1
group by band
order by band
limit 50
