select dispute.dispute_id, dispute.number, dispute.place_path, dispute.kind, dispute.stage, dispute.owner_id, dispute.owner_path, dispute.due_at,
       dispute.reference, dispute.registered_by, dispute.registered_at, dispute.closed_at, dispute.version, account.name_sealed
from dispute
left join account on account.account_id = dispute.owner_id
where dispute.place_path >= $1 and dispute.place_path < $2 and dispute.closed_at is not null
  and (cast($3 as text) = '' or dispute.kind = $3)
  and (dispute.closed_at < $4 or (dispute.closed_at = $4 and dispute.dispute_id < $5))
order by dispute.closed_at desc, dispute.dispute_id desc
limit $6
