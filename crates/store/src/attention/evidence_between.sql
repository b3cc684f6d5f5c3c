select person_id, signal_id, risk_kinds, raised_at
from signal
where $1 <= person_id and person_id <= $2 and dismissed_at is null and risk_kinds <> ''
order by person_id, raised_at, signal_id
limit 32000
