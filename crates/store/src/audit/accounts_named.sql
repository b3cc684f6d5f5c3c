select account_id from account where login = $1 or name = $2 order by login limit 20
