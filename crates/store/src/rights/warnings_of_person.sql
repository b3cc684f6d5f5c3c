select number, opened_at, closed_at
from warning
where person_id = $1
order by opened_at desc, warning_id desc
limit 1000
