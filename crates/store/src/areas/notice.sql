select area_notice_id, place_path, measure, week_on, persons, body, due_at, told_above_at, settled_at, settled_by, reason, note_sealed, created_at
from area_notice
where area_notice_id = $1
