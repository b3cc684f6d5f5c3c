update case_seat set told_until = $4, tell_on = $5
where case_id = $1 and account_id = $2 and tell_on = $3
