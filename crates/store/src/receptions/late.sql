select reception.reception_id, reception.number, reception.place_path, reception.stage, reception.owner_id, reception.owner_path, reception.due_at,
       reception.person_id, reception.received_by, reception.received_at, reception.closed_at, reception.version, account.name_sealed
from reception
left join account on account.account_id = reception.owner_id
where reception.closed_at is null and reception.due_at <= $1
order by reception.due_at, reception.reception_id
limit $2
