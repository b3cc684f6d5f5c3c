select coalesce(band, '') as band_code, count(*)
from response
where campaign_id = $1 and instrument = $2 and sharing = 'campaign'
group by coalesce(band, '')
order by band_code
limit 50
