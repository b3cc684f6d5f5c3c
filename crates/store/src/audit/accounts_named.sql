select account_id, login_lookup, name_sealed
from account
where login_lookup in ($1, $2)
   or account_id in (select assignment.account_id from assignment where role not in ('resident', 'guardian'))
order by account_id
limit 10000
