select signal.signal_id, signal.person_id, signal.place_path, person.birth_on, cast(0 as bigint), person.provisional_at
from signal
join person on person.person_id = signal.person_id
where signal.dismissed_at is null and signal.warning_id is null and signal.told_above_at is null and signal.due_at <= $1
  and signal.expires_at > $1
order by signal.due_at, signal.signal_id
limit $2
