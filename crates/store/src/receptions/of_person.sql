select reception.number, reception.stage, reception.received_at, reception.closed_at
from reception
where reception.person_id = $1
order by reception.received_at desc, reception.reception_id desc
limit 1000
