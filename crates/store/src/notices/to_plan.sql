select notice_id, account_id, kind, warning_id, params, read_at, created_at, place_path, about_kind, about_id, step, level, due_at
from notice
where to_plan = 1
order by created_at, notice_id
limit $1
