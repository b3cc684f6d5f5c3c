select duty_id, kind, place_path, person_id, account_id, due_at, until_on, decided_by, entries, opened_at, ended_at
from duty
where kind = $1 and place_path >= $2 and place_path < $3 and (ended_at is null or cast($4 as bigint) = 1) and (opened_at < $5 or (opened_at = $5 and duty_id < $6))
order by opened_at desc, duty_id desc
limit $7
