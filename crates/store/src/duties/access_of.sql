select person_id, decided_by, until_on
from duty
where account_id = $1 and kind = 'minor_access' and until_on >= $2 and decided_by is not null and ended_at is null
order by duty_id
limit 500
