select signal_id, rule_id, rule_version, code, level, source, raised_at, dismissed_at, dismissed_by, dismiss_reason, warning_id, expires_at
from signal
where person_id = $1 and raised_at >= $2 and raised_at < $3
order by raised_at desc, signal_id
limit $4
