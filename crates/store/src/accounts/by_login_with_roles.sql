select account.account_id as session_id, account.account_id, account.login_sealed, account.name_sealed, account.person_id, account.created_at,
       assignment.role, assignment.place_path, assignment.from_on, assignment.until_on,
       person.place_path, person.sex, person.birth_on, person.key_sealed
from account
left join assignment on assignment.account_id = account.account_id
left join person on person.person_id = account.person_id
where account.login_lookup in ($1, $2) and account.disabled_at is null
order by assignment.assignment_id
limit 100
