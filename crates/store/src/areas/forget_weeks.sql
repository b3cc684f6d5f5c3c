delete from area_week where week_on < $1
