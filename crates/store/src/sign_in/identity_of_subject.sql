select linked_identity_id, account_id, provider, subject_sealed, created_at, used_at
from linked_identity
where subject_lookup in ($1, $2)
order by linked_identity_id
limit 1
