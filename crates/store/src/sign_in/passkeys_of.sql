select passkey_id, record_sealed, label, created_at, used_at
from passkey
where account_id = $1
order by created_at, passkey_id
limit 20
