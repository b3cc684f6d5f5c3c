select warning.warning_id, warning.person_id, warning.place_path, warning.owner_id, person.birth_on, cast(0 as bigint), person.provisional_at
from warning
join person on person.person_id = warning.person_id
join account on account.account_id = warning.owner_id
where warning.closed_at is null and warning.due_at > 0
  and (account.disabled_at is not null or not exists (
      select 1 from assignment
      where assignment.account_id = warning.owner_id and assignment.ended_at is null and (assignment.until_on is null or assignment.until_on >= $1)))
order by warning.due_at, warning.warning_id
limit $2
