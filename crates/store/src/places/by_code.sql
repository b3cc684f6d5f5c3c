select place.place_id, place.path, place.parent_id, place.name, place.level, place.kind
from place_code
join place on place.place_id = place_code.place_id
where place_code.system = $1 and place_code.code = $2
