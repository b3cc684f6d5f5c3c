select response.response_id, response.person_id
from response
where response.person_id = $1 and response.sharing = 'private' and not exists (
      select 1 from legal_hold where legal_hold.ended_on is null and (legal_hold.person_id is null or legal_hold.person_id = response.person_id))
order by response.answered_at, response.response_id
limit $2
