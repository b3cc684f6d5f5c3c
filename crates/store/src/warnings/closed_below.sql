select warning.warning_id, warning.number, warning.person_id, warning.place_path, warning.level, warning.step, warning.owner_id,
       warning.owner_path, warning.due_at, warning.step_at, warning.escalations, warning.version, warning.opened_at, warning.closed_at,
       person.name_sealed, account.name_sealed, person.key_sealed
from warning
join person on person.person_id = warning.person_id
left join account on account.account_id = warning.owner_id
where warning.place_path >= $1 and warning.place_path < $2 and warning.closed_at is not null and person.key_sealed is not null
  and (cast($4 as bigint) = 0 or person.restricted_at is null)
order by warning.closed_at desc, warning.warning_id
limit $3
