delete from referral where referral_id = $1
