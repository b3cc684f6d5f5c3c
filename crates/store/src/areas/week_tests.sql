select place_path, count(*)
from (
    select person_id, min(place_path) as place_path
    from signal
    where raised_at >= $1 and raised_at < $2 and response_id is not null
    group by person_id
) as people
group by place_path
order by place_path
limit $3
