select distinct recipient
from disclosure
where place_path >= $1 and place_path < $2
order by recipient
limit $3
