select warning.warning_id, warning.person_id, warning.place_path, warning_owed.account_id, person.birth_on, cast(0 as bigint), person.provisional_at
from warning_owed
join warning on warning.warning_id = warning_owed.warning_id
join person on person.person_id = warning.person_id
join account on account.account_id = warning_owed.account_id
where warning_owed.due_at > 0
  and (account.disabled_at is not null or not exists (
      select 1 from assignment
      where assignment.account_id = warning_owed.account_id and assignment.ended_at is null
        and (assignment.until_on is null or assignment.until_on >= $1)))
order by warning_owed.due_at, warning_owed.warning_id, warning_owed.clock
limit $2
