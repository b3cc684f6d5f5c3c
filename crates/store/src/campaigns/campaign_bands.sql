select coalesce(response.band, 'removed:' || retest_task.rule, '') as band_code, count(*)
from response
left join retest_task on retest_task.response_id = response.response_id
where response.campaign_id = $1 and response.instrument = $2 and response.sharing = 'campaign' and retest_task.replaced_by is null
group by coalesce(response.band, 'removed:' || retest_task.rule, '')
order by band_code
limit 50
