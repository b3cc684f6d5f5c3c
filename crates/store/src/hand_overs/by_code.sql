select hand_over_id, campaign_id, person_id, place_path, opened_by, code_until, started_at, seen_at, expires_at, ended_at
from hand_over
where code_hash = $1
