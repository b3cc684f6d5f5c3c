select place_path, week_on, persons
from area_week
where week_on >= $1 and week_on < $2 and measure = $3
order by place_path, week_on
limit $4
