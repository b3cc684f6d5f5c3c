update account
set login = 'erased-' || cast(account_id as text), name = '', password_hash = '', disabled_at = coalesce(disabled_at, $2)
where person_id = $1
