select person_id, place_path, sex, birth_on
from person
where person_id = $1
