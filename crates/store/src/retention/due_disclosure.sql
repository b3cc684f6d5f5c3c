select disclosure.disclosure_id, disclosure.person_id
from disclosure
where disclosure.given_at <= $1 and not exists (
      select 1 from legal_hold where legal_hold.ended_on is null and (legal_hold.person_id is null or legal_hold.person_id = disclosure.person_id))
order by disclosure.given_at, disclosure.disclosure_id
limit $2
