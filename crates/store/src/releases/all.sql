select node, part, persons
from publication_cell
where publication_id = $1
order by node, part
limit $2
