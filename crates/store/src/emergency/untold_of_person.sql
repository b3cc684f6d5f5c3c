select account_id, opened_at from emergency where person_id = $1 and told_at is null order by opened_at limit 100
