update passkey set record_sealed = $3, used_at = $4 where passkey_id = $1 and account_id = $2
