select place_path, gravest, count(*)
from (
    select place_path, person_id, min(case level when 'red' then '1' when 'yellow' then '2' else '3' end) as gravest
    from signal
    where raised_at >= $1 and raised_at < $2
    group by place_path, person_id
) as people
group by place_path, gravest
order by place_path, gravest
limit $3
