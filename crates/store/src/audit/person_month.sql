select account.account_id, account.name_sealed, seen.times
from (
    select latest.account_id, count(*) as times
    from (
        select account_id from audit where person_id = $1 and created_at >= $2 and outcome = 'done' and place_path >= $5 and place_path < $6 order by created_at desc limit $3
    ) as latest
    group by latest.account_id
) as seen
join account on account.account_id = seen.account_id
order by seen.times desc, account.account_id
limit $4
