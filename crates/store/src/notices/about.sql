select notice_id, account_id, kind, warning_id, params, read_at, created_at, place_path, about_kind, about_id, step, level, due_at
from notice
where about_id = $1 and account_id = $2 and created_at > $3
order by created_at, notice_id
