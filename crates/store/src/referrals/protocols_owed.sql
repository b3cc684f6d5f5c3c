select protocol.protocol_id, protocol.kind, protocol.person_id, protocol.place_path, protocol.referral_id, protocol.stage, protocol.owner_id,
       protocol.due_at, protocol.entries, protocol.opened_at, protocol.ended_at, person.name_sealed, person.key_sealed
from protocol_account
join protocol on protocol.protocol_id = protocol_account.protocol_id
join person on person.person_id = protocol.person_id
where protocol_account.account_id = $2 and protocol_account.owes_at is not null and protocol_account.until_at is null
  and protocol.kind = $1 and protocol.ended_at is null
order by protocol_account.owes_at, protocol.protocol_id
limit $3
