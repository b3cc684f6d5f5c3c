select dispute.dispute_id, dispute.number, dispute.place_path, dispute.kind, dispute.stage, dispute.owner_id, dispute.owner_path, dispute.due_at,
       dispute.reference, dispute.registered_by, dispute.registered_at, dispute.closed_at, dispute.version, account.name_sealed
from dispute
left join account on account.account_id = dispute.owner_id
where dispute.place_path >= $1 and dispute.place_path < $2 and dispute.closed_at is null
  and (cast($3 as text) = '' or dispute.stage = $3) and (cast($4 as text) = '' or dispute.kind = $4)
  and (dispute.due_at > $5 or (dispute.due_at = $5 and dispute.dispute_id > $6))
order by dispute.due_at, dispute.dispute_id
limit $7
