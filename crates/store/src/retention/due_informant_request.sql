select informant_request.informant_request_id, informant_request.person_id
from informant_request
where informant_request.asked_at <= $1 and not exists (
      select 1 from legal_hold where legal_hold.ended_on is null and (legal_hold.person_id is null or legal_hold.person_id = informant_request.person_id))
order by informant_request.asked_at, informant_request.informant_request_id
limit $2
