update account
set factors = (select count(*) from totp where totp.account_id = account.account_id and totp.confirmed_at is not null)
    + (select count(*) from passkey where passkey.account_id = account.account_id)
where account_id = $1
