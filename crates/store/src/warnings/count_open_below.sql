select count(*), coalesce(sum(case when due_at <= $3 then 1 else 0 end), 0)
from warning
where place_path >= $1 and place_path < $2 and closed_at is null
