select device_session.device_session_id, device_session.person_id
from device_session
where device_session.created_at <= $1 and not exists (
      select 1 from legal_hold where legal_hold.ended_on is null and (legal_hold.person_id is null or legal_hold.person_id = device_session.person_id))
order by device_session.created_at, device_session.device_session_id
limit $2
