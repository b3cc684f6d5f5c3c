select event, event_at, opened_at, closed_at
from missed_review
where person_id = $1
order by opened_at desc, missed_review_id desc
limit 1000
