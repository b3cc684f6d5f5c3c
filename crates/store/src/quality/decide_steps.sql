select rule_id, rule_version, code, step, count(*)
from (
    select latest.rule_id, latest.rule_version, latest.code,
        (coalesce(latest.dismissed_at, warning.opened_at) - latest.raised_at) / 900000000 as step
    from (
        select rule_id, rule_version, code, raised_at, dismissed_at, warning_id
        from signal
        where raised_at >= $1 and raised_at < $2
        order by raised_at desc
        limit $3
    ) as latest
    left join warning on warning.warning_id = latest.warning_id
    where coalesce(latest.dismissed_at, warning.opened_at) >= latest.raised_at
) as seen
group by rule_id, rule_version, code, step
order by rule_id, rule_version, code, step
