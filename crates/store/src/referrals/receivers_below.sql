select receiver_id, name, role, place_path, closed_at, version
from receiver
where place_path >= $1 and place_path < $2 and (place_path > $3 or (place_path = $3 and receiver_id > $4))
order by place_path, receiver_id
limit $5
