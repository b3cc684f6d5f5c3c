select signal.signal_id, signal.source, signal.raised_at, signal.expires_at, signal.dismissed_at, signal.warning_id, warning.closed_at
from signal
left join warning on warning.warning_id = signal.warning_id
where signal.reporter_id = $1
order by signal.raised_at desc, signal.signal_id desc
limit $2
