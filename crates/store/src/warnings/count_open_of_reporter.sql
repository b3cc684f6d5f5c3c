select count(*), coalesce(sum(case when due_at <= $4 then 1 else 0 end), 0)
from warning
where warning.warning_id in (select signal.warning_id from signal where signal.reporter_id = $1 and signal.warning_id is not null)
  and warning.place_path >= $2 and warning.place_path < $3 and warning.closed_at is null
