select person_id, level, since, as_of, corrected, look_at
from person_standing
where look_at <= $1
order by look_at, person_id
limit $2
