select data_request.data_request_id, data_request.person_id
from data_request
where data_request.state <> 'open' and data_request.decided_at <= $1 and not exists (
      select 1 from legal_hold where legal_hold.ended_on is null and (legal_hold.person_id is null or legal_hold.person_id = data_request.person_id))
order by data_request.decided_at, data_request.data_request_id
limit $2
