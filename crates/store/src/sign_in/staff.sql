select account.account_id, account.disabled_at, account.signed_in_at, account.factors, account.must_change, account.created_at
from account
where account.account_id > $1
  and exists (
    select 1 from assignment
    where assignment.account_id = account.account_id and role not in ('resident', 'guardian')
      and assignment.place_path >= $2 and assignment.place_path < $3)
order by account.account_id
limit $4
