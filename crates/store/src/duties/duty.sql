select duty_id, kind, place_path, person_id, account_id, due_at, until_on, decided_by, entries, opened_at, ended_at
from duty
where duty_id = $1
