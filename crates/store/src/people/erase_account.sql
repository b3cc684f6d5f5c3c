update account
set login_lookup = $2, login_sealed = $3, name_sealed = $4, password_hash = '', disabled_at = coalesce(disabled_at, $5)
where account_id = $1
