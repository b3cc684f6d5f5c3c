select place_id, path, parent_id, name, level, kind
from place
where parent_id = $1
order by path
limit $2
