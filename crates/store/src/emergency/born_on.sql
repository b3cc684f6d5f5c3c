select person_id, place_path, name, sex, birth_on, phone
from person
where birth_on = $1
order by person_id
limit $2
