select missed_review.missed_review_id, coalesce(missed_review.person_id, missed_review.missed_review_id)
from missed_review
where missed_review.closed_at <= $1 and not exists (
      select 1 from legal_hold where legal_hold.ended_on is null and (legal_hold.person_id is null or legal_hold.person_id = missed_review.person_id))
order by missed_review.closed_at, missed_review.missed_review_id
limit $2
