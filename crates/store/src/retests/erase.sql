update retest_task set ending = 'let_go', settled_at = $2 where person_id = $1 and settled_at is null
