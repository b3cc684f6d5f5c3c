select rule, kept, cast(sum(number_of) as bigint), min(created_at), max(created_at)
from erasure
where created_at >= $1
group by rule, kept
order by rule, kept
limit 100
