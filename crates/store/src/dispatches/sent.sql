select letter_id, account_id, channel, is_red, notices, sayings, sent_at
from letter
where account_id = $1 and sent_at > $2 and (under_way = 1 or may_be_there = 1)
order by sent_at, letter_id
