select reception_event_id, seq, account_id, word, body, person_id, about_sealed, worded, happened_at
from reception_event
where reception_id = $1 and seq > $2
order by seq
limit 200
