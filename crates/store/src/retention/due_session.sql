select session_id, account_id from session where created_at <= $1 and not exists (select 1 from legal_hold where legal_hold.ended_on is null and legal_hold.person_id is null)
order by created_at, session_id
limit $2
