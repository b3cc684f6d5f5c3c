select replay_id, account_id, rules, from_at, until_at, cursor_id, tally, fault, created_at, finished_at
from replay
where created_at > $1
order by created_at desc, replay_id
limit $2
