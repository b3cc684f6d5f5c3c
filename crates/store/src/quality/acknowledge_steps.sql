select rule_id, rule_version, code, step, count(*)
from (
    select distinct latest.rule_id, latest.rule_version, latest.code, taken.warning_event_id,
        (taken.happened_at - warning.opened_at) / 900000000 as step
    from (
        select rule_id, rule_version, code, warning_id
        from signal
        where raised_at >= $1 and raised_at < $2
        order by raised_at desc
        limit $3
    ) as latest
    join warning on warning.warning_id = latest.warning_id
    join warning_event as taken on taken.warning_id = warning.warning_id and taken.kind = 'acknowledged'
) as seen
group by rule_id, rule_version, code, step
order by rule_id, rule_version, code, step
