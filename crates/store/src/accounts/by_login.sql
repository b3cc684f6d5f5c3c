select account_id, login_sealed, name_sealed, password_hash, person_id, disabled_at
from account
where login_lookup in ($1, $2)
