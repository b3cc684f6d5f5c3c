select dispute_event_id, seq, account_id, word, body, person_id, about_sealed, words_sealed, worded, happened_at
from dispute_event
where dispute_id = $1 and seq > $2
order by seq
limit 200
