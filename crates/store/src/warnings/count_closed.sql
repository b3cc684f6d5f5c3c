select count(*) from warning where place_path >= $1 and place_path < $2 and closed_at > $3
