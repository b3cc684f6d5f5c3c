delete from referral_event where referral_id = $1
