select notice_id, account_id, kind, warning_id, params, read_at, created_at
from notice
where account_id = $1
order by created_at desc, notice_id desc
limit $2
