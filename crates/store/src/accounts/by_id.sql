select account_id, login, name, password_hash, person_id, disabled_at
from account
where account_id = $1
