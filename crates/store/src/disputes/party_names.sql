select person.person_id, person.name_sealed, person.key_sealed
from dispute_party
join person on person.person_id = dispute_party.person_id
where dispute_party.dispute_id = $1
order by person.person_id
limit 255
