select protocol.protocol_id, protocol.person_id
from protocol
where protocol.kind = 'green_channel' and protocol.ended_at <= $1
  and not exists (
      select 1 from legal_hold where legal_hold.ended_on is null and (legal_hold.person_id is null or legal_hold.person_id = protocol.person_id))
order by protocol.ended_at, protocol.protocol_id
limit $2
