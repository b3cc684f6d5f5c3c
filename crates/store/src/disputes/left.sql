select dispute.dispute_id, dispute.owner_id
from dispute
join account on account.account_id = dispute.owner_id
where dispute.closed_at is null and dispute.due_at > 0
  and (account.disabled_at is not null or not exists (
      select 1 from assignment
      where assignment.account_id = dispute.owner_id and assignment.ended_at is null
        and (assignment.until_on is null or assignment.until_on >= $1)
        and substr(dispute.place_path, 1, length(assignment.place_path)) = assignment.place_path))
order by dispute.due_at, dispute.dispute_id
limit $2
