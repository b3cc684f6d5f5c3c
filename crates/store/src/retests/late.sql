select retest_task.retest_task_id, retest_task.response_id, retest_task.person_id, retest_task.campaign_id, retest_task.place_path, retest_task.instrument,
       retest_task.rules, retest_task.way, retest_task.due_at, retest_task.told_above_at, retest_task.ending, retest_task.settled_at, retest_task.settled_by,
       retest_task.note_sealed, retest_task.created_at, person.name_sealed, person.key_sealed
from retest_task
join person on person.person_id = retest_task.person_id
where retest_task.settled_at is null and retest_task.told_above_at is null and retest_task.due_at <= $1
order by retest_task.due_at, retest_task.retest_task_id
limit $2
