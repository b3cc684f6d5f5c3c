select place_path, least, count(*)
from (
    select place_path, person_id, min(case when closed_at is null then '1' when heard = 0 then '2' else '3' end) as least
    from warning
    where opened_at >= $1 and opened_at < $2 and step not in ('dismissed', 'merged', 'second')
    group by place_path, person_id
) as people
group by place_path, least
order by place_path, least
limit $3
