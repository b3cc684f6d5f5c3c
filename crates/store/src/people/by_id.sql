select person_id, place_path, name_sealed, sex, birth_on, phone_sealed, key_sealed
from person
where person_id = $1
