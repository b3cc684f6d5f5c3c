select person_standing.person_id, person.sex, person.birth_on, person.place_path
from person_standing
join person on person.person_id = person_standing.person_id
where person_standing.person_id > $1 and person.key_sealed is not null and person.restricted_at is null
order by person_standing.person_id
limit $2
