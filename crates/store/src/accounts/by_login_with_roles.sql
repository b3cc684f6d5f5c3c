select account.account_id as session_id, account.account_id, account.login_sealed, account.name_sealed, account.person_id, account.created_at,
       assignment.role, assignment.place_path, assignment.from_on, assignment.until_on,
       person.place_path, person.sex, person.birth_on, person.key_sealed,
       account.created_at, account.created_at as seen_at, cast(0 as bigint) as idle_s, 'program' as proof, account.created_at as proved_at,
       account.password_set_at, cast(0 as bigint) as must_change, account.factors,
       assignment.credential_kind, assignment.credential_until, assignment.minors_by, assignment.minors_until
from account
left join assignment on assignment.account_id = account.account_id and assignment.ended_at is null
left join person on person.person_id = account.person_id
where account.login_lookup in ($1, $2) and account.disabled_at is null
order by assignment.assignment_id
limit 100
