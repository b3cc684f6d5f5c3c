select warning_id, person_id, place_path, owner_id
from warning
where person_id = $1
order by opened_at desc, warning_id
limit $2
