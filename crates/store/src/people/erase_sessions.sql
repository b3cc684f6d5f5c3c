update session
set ended_at = $2
where ended_at is null and account_id in (select account.account_id from account where account.person_id = $1)
