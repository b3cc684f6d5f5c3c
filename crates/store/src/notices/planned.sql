update notice set to_plan = 0 where notice_id = $1 and to_plan = 1
