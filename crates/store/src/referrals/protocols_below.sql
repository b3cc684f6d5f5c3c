select protocol.protocol_id, protocol.kind, protocol.person_id, protocol.place_path, protocol.referral_id, protocol.stage, protocol.owner_id,
       protocol.due_at, protocol.entries, protocol.opened_at, protocol.ended_at, person.name_sealed, person.key_sealed
from protocol
join person on person.person_id = protocol.person_id
where protocol.kind = $1 and protocol.place_path >= $2 and protocol.place_path < $3
  and (protocol.opened_at < $4 or (protocol.opened_at = $4 and protocol.protocol_id < $5))
order by protocol.opened_at desc, protocol.protocol_id desc
limit $6
