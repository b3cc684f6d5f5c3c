select retest_task.instrument, retest_task.way, retest_task.created_at, retest_task.ending, retest_task.settled_at
from retest_task
where retest_task.person_id = $1
order by retest_task.created_at desc, retest_task.retest_task_id desc
limit 1000
