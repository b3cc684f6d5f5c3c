select place_id, path, parent_id, name, level, kind
from place
where path = $1
