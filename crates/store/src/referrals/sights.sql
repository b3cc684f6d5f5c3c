select account_id, receiver_id, sight from referral_sight where referral_id = $1 order by account_id limit 500
