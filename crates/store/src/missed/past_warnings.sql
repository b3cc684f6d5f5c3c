select number, level, step, ending, opened_at, closed_at
from warning
where person_id = $1 and opened_at < $3 and (closed_at is null or closed_at >= $2)
order by opened_at desc, warning_id
limit $4
