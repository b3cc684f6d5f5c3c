select protocol_entry.protocol_entry_id, protocol_entry.seq, protocol_entry.account_id, protocol_entry.word, protocol_entry.body_sealed,
       protocol_entry.happened_at, account.name_sealed, protocol.person_id, person.key_sealed
from protocol_entry
join protocol on protocol.protocol_id = protocol_entry.protocol_id
join person on person.person_id = protocol.person_id
left join account on account.account_id = protocol_entry.account_id
where protocol_entry.protocol_id = $1 and protocol_entry.seq > $2 and person.key_sealed is not null
order by protocol_entry.seq
limit 500
