update retest_task
set ending = $2, settled_at = $3, settled_by = $4, note_sealed = $5
where retest_task_id = $1 and settled_at is null
