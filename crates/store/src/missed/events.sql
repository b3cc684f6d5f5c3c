select missed_review_event_id, seq, account_id, word, body, person_id, about_sealed, words_sealed, worded, happened_at
from missed_review_event
where missed_review_id = $1 and seq > $2
order by seq
limit 200
