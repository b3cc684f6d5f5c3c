select node, clock, median_minutes, p90_minutes
from rule_pace
where publication_id = $1
order by node, clock
limit $2
