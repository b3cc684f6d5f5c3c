select account.account_id, guardianship.relation, guardianship.from_on, guardianship.until_on, person.name_sealed, person.key_sealed, person.person_id
from guardianship
join person on person.person_id = guardianship.guardian_id
join account on account.person_id = guardianship.guardian_id
where guardianship.ward_id = $1 and account.disabled_at is null and person.key_sealed is not null
order by guardianship.created_at, account.account_id
limit 20
