select place_path, '', count(distinct person_id)
from response
where source = 'self' and created_at >= $1 and created_at < $2
group by place_path
order by place_path
limit $3
