select person.person_id, person.place_path, person.name_sealed, person.sex, person.birth_on, person.phone_sealed, person.key_sealed
from person_token
join person on person.person_id = person_token.person_id
where person_token.token = $1 and person_token.place_path >= $2 and person_token.place_path < $3
  and (cast($4 as bigint) is null or exists (
    select 1 from person_token as other
    where other.token = $4 and other.place_path = person_token.place_path and other.person_id = person_token.person_id))
  and (cast($5 as bigint) is null or exists (
    select 1 from person_token as other
    where other.token = $5 and other.place_path = person_token.place_path and other.person_id = person_token.person_id))
  and (cast($6 as bigint) is null or exists (
    select 1 from person_token as other
    where other.token = $6 and other.place_path = person_token.place_path and other.person_id = person_token.person_id))
  and (person_token.place_path > $8 or (person_token.place_path = $8 and person_token.person_id > $9))
  and person.key_sealed is not null and (cast($10 as bigint) = 0 or person.restricted_at is null)
order by person_token.place_path, person_token.person_id
limit $7
