select login_attempt_id, login_attempt_id as again from login_attempt where created_at <= $1 and not exists (select 1 from legal_hold where legal_hold.ended_on is null and legal_hold.person_id is null)
order by created_at, login_attempt_id
limit $2
