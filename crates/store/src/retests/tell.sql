update retest_task set told_at = $2 where retest_task_id = $1 and settled_at is null and told_at is null
