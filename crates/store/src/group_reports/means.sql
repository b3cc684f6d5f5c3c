select node, persons, mean, sd
from group_mean
where publication_id = $1 and node >= $2 and node < $3
order by node
limit $4
