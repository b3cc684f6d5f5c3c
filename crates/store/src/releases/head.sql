select publication_id, number, created_at
from publication
where subject = $1
order by number desc
limit 1
