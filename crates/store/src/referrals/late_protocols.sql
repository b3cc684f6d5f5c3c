select protocol_id
from protocol
where due_at <= $1
order by due_at, protocol_id
limit $2
