select device_session_id, person_id, place_path, device_id, opened_by, code_until
from device_session
where code_hash = $1
