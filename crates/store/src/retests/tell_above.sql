update retest_task set told_above_at = $2 where retest_task_id = $1 and settled_at is null and told_above_at is null
