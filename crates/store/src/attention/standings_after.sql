select person_id, level, since, as_of, corrected, look_at
from person_standing
where person_id > $1
order by person_id
limit $2
