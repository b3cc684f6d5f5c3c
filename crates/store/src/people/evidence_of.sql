select signal.signal_id, signal.evidence_sealed, signal.person_id, person.key_sealed
from signal
join person on person.person_id = signal.person_id
where signal.person_id = $1 and signal.dismissed_at is null
order by signal.signal_id
