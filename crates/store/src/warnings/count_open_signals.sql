select count(*), coalesce(sum(case when due_at <= $4 then 1 else 0 end), 0)
from signal
where place_path >= $1 and place_path < $2 and dismissed_at is null and warning_id is null and expires_at > $3
