delete from referral_sight where person_id = $1
