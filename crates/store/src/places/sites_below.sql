select site_id, place_path, name, kind, address, phone, hours
from site
where place_path >= $1 and place_path < $2
order by place_path, site_id
limit $3
