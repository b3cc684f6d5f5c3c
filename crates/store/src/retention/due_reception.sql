select reception.reception_id, coalesce(reception.person_id, reception.reception_id)
from reception
where reception.closed_at <= $1 and not exists (
      select 1 from legal_hold where legal_hold.ended_on is null and (legal_hold.person_id is null or legal_hold.person_id = reception.person_id))
order by reception.closed_at, reception.reception_id
limit $2
