select duty_id, kind, place_path, person_id, account_id, due_at, until_on, decided_by, entries, opened_at, ended_at
from duty
where account_id = $1 and kind = $2
order by opened_at desc, duty_id desc
limit $3
