select missed_review.missed_review_id, missed_review.place_path, missed_review.person_id, missed_review.event, missed_review.cause, missed_review.source_id,
       missed_review.event_at, missed_review.stage, missed_review.owner_id, missed_review.owner_path, missed_review.due_at, missed_review.mark,
       missed_review.opened_at, missed_review.closed_at, missed_review.version, person.name_sealed, person.key_sealed
from missed_review
left join person on person.person_id = missed_review.person_id
where missed_review.closed_at is null and missed_review.due_at <= $1
order by missed_review.due_at, missed_review.missed_review_id
limit $2
