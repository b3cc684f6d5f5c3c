select bounded.owner_id, account.name_sealed, bounded.open
from (
    select warning.owner_id, count(*) as open
    from warning
    where warning.place_path >= $1 and warning.place_path < $2 and warning.closed_at is null
    group by warning.owner_id
    order by count(*) desc, warning.owner_id
    limit $3) as bounded
join account on account.account_id = bounded.owner_id
order by bounded.open desc, bounded.owner_id
