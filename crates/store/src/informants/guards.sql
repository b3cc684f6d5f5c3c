select guardianship.from_on, guardianship.until_on
from account
join guardianship on guardianship.guardian_id = account.person_id
where account.account_id = $1 and guardianship.ward_id = $2
limit 20
