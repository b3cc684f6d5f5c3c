select signal.response_id, signal.rule_id, signal.code,
    case when signal.dismissed_at is not null or warning.step = 'dismissed' or warning.ending = 'false_alarm' then 'dismissed'
         when signal.warning_id is not null then 'confirmed' else 'undecided' end
from signal
left join warning on warning.warning_id = signal.warning_id
where signal.response_id >= $1 and signal.response_id <= $2
order by signal.response_id, signal.code
limit $3
