select hand_over.hand_over_id, hand_over.person_id
from hand_over
where hand_over.created_at <= $1 and not exists (
      select 1 from legal_hold where legal_hold.ended_on is null and (legal_hold.person_id is null or legal_hold.person_id = hand_over.person_id))
order by hand_over.created_at, hand_over.hand_over_id
limit $2
