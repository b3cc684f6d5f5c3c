select rescore_id
from rescore
where place_path = $1 and instrument = $2 and from_version = $3 and to_version = $4 and stage in ('counting', 'counted', 'applying')
order by rescore_id
limit 1
