update protocol set entries = entries where protocol_id = $1 and kind = 'green_channel' and ended_at is not null
