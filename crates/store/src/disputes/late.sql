select dispute.dispute_id, dispute.number, dispute.place_path, dispute.kind, dispute.stage, dispute.owner_id, dispute.owner_path, dispute.due_at,
       dispute.reference, dispute.registered_by, dispute.registered_at, dispute.closed_at, dispute.version, account.name_sealed
from dispute
left join account on account.account_id = dispute.owner_id
where dispute.closed_at is null and dispute.due_at <= $1
order by dispute.due_at, dispute.dispute_id
limit $2
