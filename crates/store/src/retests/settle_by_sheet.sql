update retest_task set ending = 'retested', settled_at = $2, replaced_by = $3 where retest_task_id = $1 and way = 'form' and settled_at is null
