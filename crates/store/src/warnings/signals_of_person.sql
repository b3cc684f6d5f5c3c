select signal.signal_id, signal.person_id, signal.place_path, signal.response_id, signal.rule_id, signal.rule_version, signal.code, signal.level,
       signal.evidence_sealed, signal.reporter_id, signal.raised_at, signal.due_at, signal.expires_at, signal.dismissed_at, signal.dismiss_reason,
       signal.warning_id, person.name_sealed, person.key_sealed, signal.source, person.provisional_at
from signal
join person on person.person_id = signal.person_id
where person.key_sealed is not null and signal.person_id = $1 and signal.dismissed_at is null
order by signal.raised_at desc, signal.signal_id
limit $2
