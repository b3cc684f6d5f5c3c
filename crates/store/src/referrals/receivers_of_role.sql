select receiver_id, name, role, place_path, closed_at, version
from receiver
where role = $1 and closed_at is null
order by receiver_id
limit $2
