select node, part, persons
from publication_cell
where publication_id = $1 and parent = $2
order by node, part
limit $3
