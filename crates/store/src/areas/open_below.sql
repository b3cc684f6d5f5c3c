select area_notice_id, place_path, measure, week_on, persons, body, due_at, told_above_at, settled_at, settled_by, reason, note_sealed, created_at
from area_notice
where place_path >= $1 and place_path < $2 and settled_at is null
  and (due_at > $3 or (due_at = $3 and area_notice_id > $4))
order by due_at, area_notice_id
limit $5
