select account.account_id, account.name_sealed
from receiver_member
join account on account.account_id = receiver_member.account_id
where receiver_member.receiver_id = $1 and account.disabled_at is null
order by receiver_member.since_at, account.account_id
limit 60
