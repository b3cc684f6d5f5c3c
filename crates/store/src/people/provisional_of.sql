select signal.person_id, person.provisional_at
from signal
join person on person.person_id = signal.person_id
where signal.signal_id = $1
