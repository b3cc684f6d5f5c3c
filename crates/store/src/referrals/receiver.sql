select receiver_id, name, role, place_path, closed_at, version
from receiver
where receiver_id = $1
