select count(*)
from (select 1 as found from audit where created_at >= $1 and created_at < $2 and place_path >= $4 and place_path < $5 limit $3) as bounded
