select person.person_id, person.place_path, person.sex, person.birth_on
from person_identifier
join person on person.person_id = person_identifier.person_id
where person_identifier.system = $1 and person_identifier.value = $2
