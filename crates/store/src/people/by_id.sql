select person_id, place_path, name, sex, birth_on, phone
from person
where person_id = $1
