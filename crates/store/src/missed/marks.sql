select mark, count(*)
from (
    select min(mark) as mark
    from missed_review
    where mark <> '' and event_at >= $1 and event_at < $2
    group by coalesce(person_id, missed_review_id)
) as people
group by mark
order by mark
limit $3
