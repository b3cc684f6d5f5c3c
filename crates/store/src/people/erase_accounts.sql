update account
set login_lookup = $3, login_sealed = $4, name_sealed = $5, password_hash = '', disabled_at = coalesce(disabled_at, $2)
where account_id = $1
