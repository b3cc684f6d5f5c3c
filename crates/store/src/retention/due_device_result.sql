select device_result.device_result_id, device_result.person_id
from device_result
where device_result.created_at <= $1 and not exists (
      select 1 from legal_hold where legal_hold.ended_on is null and (legal_hold.person_id is null or legal_hold.person_id = device_result.person_id))
order by device_result.created_at, device_result.device_result_id
limit $2
