update referral
set role = $3, to_account_id = $4, to_path = $5, receiver_id = $6, responsible_id = $7, basis = $8, consent_by = $9, state = $10,
    step_owner_id = $11, owed_at = $12, silences = $13, version = $14, ended_at = $15
where referral_id = $1 and version = $2
