select week_on from area_week
where place_path = $1 and measure = $2 and week_on >= $3
order by week_on
limit 200
