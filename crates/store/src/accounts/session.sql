select session.session_id, account.account_id, account.login_sealed, account.name_sealed, account.person_id, session.expires_at,
       assignment.role, assignment.place_path, assignment.from_on, assignment.until_on,
       person.place_path, person.sex, person.birth_on, person.key_sealed
from session
join account on account.account_id = session.account_id
left join assignment on assignment.account_id = account.account_id
left join person on person.person_id = account.person_id
where session.token_hash = $1 and session.ended_at is null and session.expires_at > $2 and account.disabled_at is null
order by assignment.assignment_id
limit 100
