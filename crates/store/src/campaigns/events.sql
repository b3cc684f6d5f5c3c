select campaign_id, seq, account_id, body, reason_sealed, happened_at
from campaign_event
where campaign_id = $1
order by seq
limit 1000
