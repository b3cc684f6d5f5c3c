select dispute.dispute_id, dispute.number, dispute.place_path, dispute.kind, dispute.stage, dispute.owner_id, dispute.owner_path, dispute.due_at,
       dispute.reference, dispute.registered_by, dispute.registered_at, dispute.closed_at, dispute.version, account.name_sealed
from dispute
left join account on account.account_id = dispute.owner_id
where dispute.reference = $1
