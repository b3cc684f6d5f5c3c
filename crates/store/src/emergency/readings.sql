select count(*) from audit
where account_id = $1 and person_id = $2 and created_at >= $3 and created_at < $4 and purpose = 'emergency' and action <> 'break_glass'
