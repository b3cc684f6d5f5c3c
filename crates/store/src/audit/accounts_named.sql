select account_id, login_lookup, name_sealed
from account
where login_lookup = $1 or login_lookup = $2 or person_id is null
order by account_id
limit 10000
