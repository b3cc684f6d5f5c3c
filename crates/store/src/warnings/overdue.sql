select warning.warning_id, warning.person_id, warning.place_path, warning.owner_id, person.birth_on, cast(0 as bigint), person.provisional_at
from warning
join person on person.person_id = warning.person_id
where warning.closed_at is null and warning.due_at <= $1
order by warning.due_at, warning.warning_id
limit $2
