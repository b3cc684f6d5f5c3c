select signal.signal_id, signal.person_id, signal.place_path, person.birth_on,
       cast(case when person.restricted_at is not null
                       and (signal.dismissed_at is not null or signal.expires_at <= person.restricted_at) then 1 else 0 end as bigint),
       person.provisional_at
from signal
join person on person.person_id = signal.person_id
where signal.signal_id = $1
