select count(*), max(created_at)
from login_attempt
where address = $1 and succeeded = 0 and created_at > $2
