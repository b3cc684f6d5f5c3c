select missed_review_event_id, seq, account_id, word, body, person_id, about_sealed, words_sealed, worded, happened_at
from missed_review_event
where word = 'advised' and (happened_at < $1 or (happened_at = $1 and missed_review_event_id < $2))
order by happened_at desc, missed_review_event_id desc
limit $3
