update retest_task set ending = 'retested', settled_at = $2 where response_id = $1 and way = 'form' and settled_at is null
