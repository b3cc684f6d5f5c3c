select number, is_anew, sealed
from publication
where subject = $1
order by number desc
limit $2
