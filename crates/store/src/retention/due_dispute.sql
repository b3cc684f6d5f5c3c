select dispute.dispute_id, dispute.dispute_id as again
from dispute
where dispute.closed_at <= $1 and not exists (
      select 1 from legal_hold where legal_hold.ended_on is null and (legal_hold.person_id is null or legal_hold.person_id in (
          select dispute_party.person_id from dispute_party where dispute_party.dispute_id = dispute.dispute_id)))
order by dispute.closed_at, dispute.dispute_id
limit $2
