select place_id, path, parent_id, name, level, kind
from place
where path >= $1 and path < $2 and path > $3
order by path
limit $4
