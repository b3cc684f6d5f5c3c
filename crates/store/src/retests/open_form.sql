select retest_task_id, campaign_id
from retest_task
where person_id = $1 and instrument = $2 and way = 'form' and settled_at is null
order by due_at, retest_task_id
limit 20
