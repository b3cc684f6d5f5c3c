select response.response_id, response.submission_key, response.answers_sealed, response.person_id, person.key_sealed
from response
join person on person.person_id = response.person_id
where response.submission_key = $1
