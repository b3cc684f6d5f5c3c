select rule, kept, sum(number_of), min(created_at), max(created_at)
from erasure
where created_at >= $1
group by rule, kept
order by rule, kept
limit 100
