select referral.referral_id, referral.person_id, referral.place_path, referral.kind, referral.urgency, referral.warning_id, referral.role,
       referral.from_account_id, referral.from_path, referral.to_account_id, referral.to_path, referral.receiver_id, referral.responsible_id,
       referral.basis, referral.consent_by, referral.state, referral.step_owner_id, referral.owed_at, referral.silences, referral.version,
       referral.cites_id, referral.sent_at, referral.ended_at, receiver.name, person.name_sealed, person.key_sealed
from referral
join person on person.person_id = referral.person_id
left join receiver on receiver.receiver_id = referral.receiver_id
where referral.from_account_id = $1 and (referral.ended_at is null or cast($2 as bigint) = 1)
  and (referral.sent_at < $3 or (referral.sent_at = $3 and referral.referral_id < $4))
order by referral.sent_at desc, referral.referral_id desc
limit $5
