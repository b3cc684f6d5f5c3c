select linked_identity_id, account_id, provider, subject_sealed, created_at, used_at
from linked_identity
where account_id = $1
order by created_at, linked_identity_id
limit 100
