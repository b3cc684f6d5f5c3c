select place_path, count(*)
from (
    select person_id, min(place_path) as place_path
    from warning
    where opened_at >= $1 and opened_at < $2 and step not in ('dismissed', 'merged', 'second') and ending <> 'false_alarm'
    group by person_id
) as people
group by place_path
order by place_path
limit $3
