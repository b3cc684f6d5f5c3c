update referral_sight set sight = 'record', since_at = $3 where account_id = $1 and person_id = $2 and sight = 'whole'
