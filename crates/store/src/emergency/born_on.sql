select person_id, place_path, name_sealed, sex, birth_on, phone_sealed, key_sealed
from person
where birth_on = $1
order by person_id
limit $2
