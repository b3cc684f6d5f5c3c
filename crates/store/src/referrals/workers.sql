select account_id from protocol_account where protocol_id = $1 and until_at is null order by account_id limit 200
