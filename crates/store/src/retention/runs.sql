select run_id, min(created_at) as begun_at, cast(sum(number_of) as bigint)
from erasure
where created_at >= $1 and rule <> 'request'
group by run_id
order by begun_at desc, run_id
limit $2
