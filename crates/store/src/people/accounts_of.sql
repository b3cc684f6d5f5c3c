select account_id from account where person_id = $1 order by account_id limit 100
