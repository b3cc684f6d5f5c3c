select person.person_id, person.place_path, person.name_sealed, person.sex, person.birth_on, person.phone_sealed, person.key_sealed
from person_identifier
join person on person.person_id = person_identifier.person_id
where person_identifier.system = $1 and person_identifier.value_lookup in ($2, $3) and person.key_sealed is not null
limit 2
