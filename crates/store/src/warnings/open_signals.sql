select signal.signal_id, signal.person_id, signal.place_path, signal.response_id, signal.rule_id, signal.rule_version, signal.code, signal.level,
       signal.evidence_sealed, signal.reporter_id, signal.raised_at, signal.due_at, signal.expires_at, signal.dismissed_at, signal.dismiss_reason,
       signal.warning_id, person.name_sealed, person.key_sealed, signal.source, person.provisional_at
from signal
join person on person.person_id = signal.person_id
where signal.signal_id in (
    select open.signal_id
    from signal as open
    where open.place_path >= $1 and open.place_path < $2 and open.dismissed_at is null and open.warning_id is null and open.expires_at > $3
      and (open.due_at, open.signal_id) > ($4, $5)
    order by open.due_at, open.signal_id
    limit $6)
order by signal.due_at, signal.signal_id
