select node, part, persons
from publication_cell
where publication_id = $1 and node >= $2 and node < $3
order by node, part
limit $4
