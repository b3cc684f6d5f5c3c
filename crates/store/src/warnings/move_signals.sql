update signal set warning_id = $2 where warning_id = $1
