select account_id, login_sealed, name_sealed, password_hash, person_id, disabled_at
from account
where account_id = $1
