update referral
set state = 'ended', step_owner_id = null, owed_at = null, ended_at = coalesce(ended_at, $2), version = version + 1
where person_id = $1 and (ended_at is null or owed_at is not null)
