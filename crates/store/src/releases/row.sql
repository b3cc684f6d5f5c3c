select node, part, persons
from publication_cell
where publication_id = $1 and node = $2
order by part
limit 50
