select dispute.number, dispute.kind, dispute.registered_at, dispute.closed_at
from dispute_party
join dispute on dispute.dispute_id = dispute_party.dispute_id
where dispute_party.person_id = $1
order by dispute.registered_at desc, dispute.dispute_id desc
limit 1000
