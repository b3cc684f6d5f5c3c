select count(*), coalesce(sum(case when due_at <= $2 then 1 else 0 end), 0)
from warning
where person_id = $1 and closed_at is null
