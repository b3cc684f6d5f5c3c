select warning.warning_id, warning.person_id, warning.place_path, warning.owner_id, person.birth_on, cast(0 as bigint), person.provisional_at
from warning
join person on person.person_id = warning.person_id
where warning.person_id = $1 and warning.closed_at is null
order by warning.opened_at, warning.warning_id
limit 20
