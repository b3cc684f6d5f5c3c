select referral.referral_id, referral.person_id
from referral
where referral.ended_at <= $1 and referral.owed_at is null
  and not exists (select 1 from protocol where protocol.referral_id = referral.referral_id)
  and not exists (
      select 1 from legal_hold where legal_hold.ended_on is null and (legal_hold.person_id is null or legal_hold.person_id = referral.person_id))
order by referral.ended_at, referral.referral_id
limit $2
