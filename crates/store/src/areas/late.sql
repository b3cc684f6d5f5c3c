select area_notice_id, place_path, measure, week_on, persons, body, due_at, told_above_at, settled_at, settled_by, reason, note_sealed, created_at
from area_notice
where settled_at is null and told_above_at is null and due_at <= $1
order by due_at, area_notice_id
limit $2
