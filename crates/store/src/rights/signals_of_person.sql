select signal_id, rule_id, rule_version, code, evidence, raised_at, expires_at, dismissed_at, warning_id
from signal
where person_id = $1
order by raised_at desc, signal_id desc
limit 1000
