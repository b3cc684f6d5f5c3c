select device_id, on_day, reason, refusals, last_at
from device_refusal
where device_id = $1
order by on_day desc, reason
limit 60
