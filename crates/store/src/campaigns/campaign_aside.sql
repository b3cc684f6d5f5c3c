select coalesce(response.band, ''), retest_task.rule, cast(case when retest_task.replaced_by is null then 0 else 1 end as bigint) as is_replaced, count(*)
from retest_task
join response on response.response_id = retest_task.response_id
where retest_task.campaign_id = $1 and retest_task.instrument = $2 and response.sharing = 'campaign'
group by response.band, retest_task.rule, case when retest_task.replaced_by is null then 0 else 1 end
limit 500
