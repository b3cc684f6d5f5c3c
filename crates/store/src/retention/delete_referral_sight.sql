delete from referral_sight where referral_id = $1
