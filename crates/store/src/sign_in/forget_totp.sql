delete from totp where account_id = $1
