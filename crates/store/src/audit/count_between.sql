select count(*)
from (select 1 as found from audit where created_at >= $1 and created_at < $2 limit $3) as bounded
