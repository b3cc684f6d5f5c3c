select person_id, place_path, sex, birth_on, key_sealed
from person
where person_id = $1
