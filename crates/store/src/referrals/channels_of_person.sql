select stage, opened_at, ended_at
from protocol
where person_id = $1 and kind = 'green_channel'
order by opened_at desc, protocol_id desc
limit 200
