select count(*), max(created_at)
from login_attempt
where login_hash in ($1, $3) and succeeded = 0 and created_at > $2
  and created_at > coalesce((select max(good.created_at) from login_attempt as good where good.login_hash in ($1, $3) and good.succeeded = 1), 0)
