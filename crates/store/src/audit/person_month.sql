select account.name, count(*)
from (
    select account_id from audit where person_id = $1 and created_at >= $2 and outcome = 'done' order by created_at desc limit $3
) as seen
join account on account.account_id = seen.account_id
group by account.account_id, account.name
order by count(*) desc, account.name
limit $4
