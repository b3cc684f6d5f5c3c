select place_path, count(*)
from (
    select person_id, min(place_path) as place_path
    from signal
    where raised_at >= $1 and raised_at < $2 and source in ($4, $5, $6, $7, $8, $9, $10, $11)
    group by person_id
) as people
group by place_path
order by place_path
limit $3
