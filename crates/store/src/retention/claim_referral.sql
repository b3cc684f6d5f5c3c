update referral set version = version where referral_id = $1 and ended_at is not null and owed_at is null
