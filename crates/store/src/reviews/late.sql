select access_review_id, quarter, due_on, created_at, told_at, late_told_at
from access_review
where due_on < $1 and late_told_at is null
  and exists (
    select 1 from access_review_line
    where access_review_line.access_review_id = access_review.access_review_id and verdict is null)
order by quarter
limit 4
