select referral.referral_id, referral.step_owner_id
from referral
join account on account.account_id = referral.step_owner_id
where referral.owed_at is not null and referral.owed_at > 0
  and (account.disabled_at is not null or not exists (
      select 1 from assignment
      where assignment.account_id = referral.step_owner_id and assignment.ended_at is null
        and (assignment.until_on is null or assignment.until_on >= $1)))
order by referral.owed_at, referral.referral_id
limit $2
