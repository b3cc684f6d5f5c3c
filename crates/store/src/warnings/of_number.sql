select warning_id from warning where number = $1
