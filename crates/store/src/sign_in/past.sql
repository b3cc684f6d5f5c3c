select password_hash
from password_past
where account_id = $1
order by replaced_at desc, password_past_id desc
limit $2
