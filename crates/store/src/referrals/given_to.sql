select distinct person_id from referral_sight where account_id = $1 and sight = 'whole' order by person_id limit 500
