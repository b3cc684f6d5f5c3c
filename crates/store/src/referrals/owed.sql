select referral_id
from referral
where owed_at <= $1
order by owed_at, referral_id
limit $2
