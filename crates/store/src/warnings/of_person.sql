select warning.warning_id, warning.person_id, warning.place_path, warning.owner_id, person.birth_on,
       cast(case when person.restricted_at is not null and warning.closed_at is not null then 1 else 0 end as bigint),
       person.provisional_at
from warning
join person on person.person_id = warning.person_id
where warning.person_id = $1
order by warning.opened_at desc, warning.warning_id
limit $2
