select guardianship.guardianship_id, guardianship.guardian_id, guardianship.ward_id, guardianship.relation, guardianship.ground,
       guardianship.from_on, guardianship.until_on, person.birth_on, guardianship.verified_how
from guardianship
join person on person.person_id = guardianship.ward_id
where guardianship.ward_id = $1
order by guardianship.created_at, guardianship.guardianship_id
limit 20
