select replay_id, account_id, rules, from_at, until_at, cursor_id, tally, fault, created_at, finished_at
from replay
where finished_at is null
order by created_at, replay_id
limit 1
