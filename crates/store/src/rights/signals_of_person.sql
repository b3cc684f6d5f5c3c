select signal.signal_id, signal.rule_id, signal.rule_version, signal.code, signal.evidence_sealed, signal.raised_at, signal.expires_at,
       signal.dismissed_at, signal.warning_id, signal.person_id, person.key_sealed, signal.source
from signal
join person on person.person_id = signal.person_id
where signal.person_id = $1
order by signal.raised_at desc, signal.signal_id desc
limit 1000
