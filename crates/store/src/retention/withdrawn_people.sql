select person_id, min(said_at) as first_said_at
from consent_event
where kind = 'withdrawn' and said_at <= $1 and person_id > $2
  and exists (select 1 from response where response.person_id = consent_event.person_id and response.sharing = 'private')
group by person_id
order by person_id
limit $3
