select count(*) from audit where account_id = $1 and created_at >= $2 and action = 'break_glass' and record_kind = 'emergency_search' and detail = 'found=0'
