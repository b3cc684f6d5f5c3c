select rule_id, rule_version, code, substr(ending, 2), count(*), cast(sum(signals) as bigint)
from (
    select rule_id, rule_version, code, person_id, min(ending) as ending, count(*) as signals
    from (
        select latest.rule_id, latest.rule_version, latest.code, latest.person_id,
            case when latest.dismissed_at is not null then '5' || latest.dismiss_reason
                 when warning.step = 'merged' then '3merged'
                 when warning.step = 'dismissed' then '4set_aside'
                 when warning.ending = 'false_alarm' then '4false_alarm'
                 when warning.ending <> '' then '1' || warning.ending
                 when latest.warning_id is not null then '2running'
                 when latest.expires_at > $3 then '6open' else '7lapsed' end as ending
        from (
            select rule_id, rule_version, code, person_id, dismissed_at, dismiss_reason, warning_id, expires_at
            from signal
            where raised_at >= $1 and raised_at < $2
            order by raised_at desc
            limit $4
        ) as latest
        left join warning on warning.warning_id = latest.warning_id
    ) as seen
    group by rule_id, rule_version, code, person_id
) as people
group by rule_id, rule_version, code, ending
order by rule_id, rule_version, code, ending
