select risk_kinds, source, raised_at
from signal
where warning_id = $1
order by raised_at, signal_id
limit 200
