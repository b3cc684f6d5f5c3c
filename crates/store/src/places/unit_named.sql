select place_id, path, parent_id, name, level, kind
from place
where path >= $1 and path < $2 and level = 'unit' and name = $3
order by path
limit 2
