select reception.reception_id, reception.number, reception.place_path, reception.stage, reception.owner_id, reception.owner_path, reception.due_at,
       reception.person_id, reception.received_by, reception.received_at, reception.closed_at, reception.version, account.name_sealed
from reception
left join account on account.account_id = reception.owner_id
where reception.place_path >= $1 and reception.place_path < $2 and reception.closed_at is null
  and (reception.due_at > $3 or (reception.due_at = $3 and reception.reception_id > $4))
order by reception.due_at, reception.reception_id
limit $5
