select warning.warning_id, warning.number, warning.person_id, warning.place_path, warning.level, warning.step, warning.owner_id,
       warning.owner_path, warning.due_at, warning.step_at, warning.escalations, warning.version, warning.opened_at, warning.closed_at,
       person.name_sealed, account.name_sealed, person.key_sealed
from warning
join person on person.person_id = warning.person_id
left join account on account.account_id = warning.owner_id
where warning.warning_id in (
    select open.warning_id
    from warning as open
    where open.owner_id = $1 and open.place_path >= $2 and open.place_path < $3 and open.closed_at is null
      and (open.due_at, open.warning_id) > ($4, $5)
    order by open.due_at, open.warning_id
    limit $6)
order by warning.due_at, warning.warning_id
