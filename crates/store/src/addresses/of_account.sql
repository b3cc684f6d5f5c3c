select account_address_id, account_id, channel, address_sealed, language, confirmed_at, off_at
from account_address
where account_id = $1
order by channel
