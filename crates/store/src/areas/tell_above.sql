update area_notice set told_above_at = $2 where area_notice_id = $1 and settled_at is null and told_above_at is null
