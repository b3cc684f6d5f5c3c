select warning.warning_id, warning.person_id, warning.place_path, warning.opened_at
from warning
where warning.level = 'red' and warning.step not in ('dismissed', 'merged', 'second') and warning.ending <> 'false_alarm'
  and (warning.opened_at > $1 or (warning.opened_at = $1 and warning.warning_id > $2)) and warning.opened_at <= $3
  and not exists (select 1 from missed_review where missed_review.source_id = warning.warning_id)
  and not exists (
      select 1 from warning as earlier
      where earlier.person_id = warning.person_id and earlier.opened_at < warning.opened_at
        and (earlier.closed_at is null or earlier.closed_at >= warning.opened_at - $4)
        and earlier.step not in ('dismissed', 'merged', 'second') and earlier.ending <> 'false_alarm')
order by warning.opened_at, warning.warning_id
limit $5
