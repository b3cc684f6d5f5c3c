select count(*), coalesce(sum(case when due_at <= $4 then 1 else 0 end), 0)
from warning
where warning.warning_id in (
    select warning_owed.warning_id from warning_owed where warning_owed.account_id = $1
    union
    select own.warning_id from warning as own where own.owner_id = $1 and own.closed_at is null)
  and warning.place_path >= $2 and warning.place_path < $3 and warning.closed_at is null
