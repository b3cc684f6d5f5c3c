select emergency.emergency_id, emergency.person_id, emergency.place_path, emergency.opened_at, emergency.reason
from emergency
where emergency.verdict = 'justified'
  and (emergency.opened_at > $1 or (emergency.opened_at = $1 and emergency.emergency_id > $2)) and emergency.opened_at <= $3
  and not exists (select 1 from missed_review where missed_review.source_id = emergency.emergency_id)
  and not exists (
      select 1 from warning as earlier
      where earlier.person_id = emergency.person_id and earlier.opened_at < emergency.opened_at
        and (earlier.closed_at is null or earlier.closed_at >= emergency.opened_at - $4)
        and earlier.step not in ('dismissed', 'merged', 'second') and earlier.ending <> 'false_alarm')
order by emergency.opened_at, emergency.emergency_id
limit $5
