select replay_id, account_id, rules, from_at, until_at, cursor_id, tally, fault, created_at, finished_at
from replay
where replay_id = $1
