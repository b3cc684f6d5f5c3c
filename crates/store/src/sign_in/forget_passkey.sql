delete from passkey where passkey_id = $1 and account_id = $2
