update emergency set told_at = $2, told_how = $3 where emergency_id = $1 and told_at is null
