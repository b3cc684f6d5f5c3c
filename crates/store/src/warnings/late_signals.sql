select signal_id, person_id, place_path, cast(0 as bigint)
from signal
where dismissed_at is null and warning_id is null and told_above_at is null and due_at <= $1 and expires_at > $1
order by due_at, signal_id
limit $2
