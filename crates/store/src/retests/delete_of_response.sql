delete from retest_task where response_id = $1
