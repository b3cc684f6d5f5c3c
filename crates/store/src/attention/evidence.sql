select signal_id, risk_kinds, raised_at
from signal
where person_id = $1 and dismissed_at is null and risk_kinds <> ''
order by raised_at desc, signal_id
limit $2
