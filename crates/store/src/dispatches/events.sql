select body from dispatch_event where notice_id = $1 and channel = $2 order by seq
