select reception.reception_id, reception.owner_id
from reception
join account on account.account_id = reception.owner_id
where reception.closed_at is null and reception.due_at > 0
  and (account.disabled_at is not null or not exists (
      select 1 from assignment
      where assignment.account_id = reception.owner_id and assignment.ended_at is null
        and (assignment.until_on is null or assignment.until_on >= $1)
        and substr(reception.place_path, 1, length(assignment.place_path)) = assignment.place_path))
order by reception.due_at, reception.reception_id
limit $2
