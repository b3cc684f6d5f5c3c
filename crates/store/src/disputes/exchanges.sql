select dispute_exchange_id, direction, account_id, file_sha256, from_on, until_on, rows, registered, results, created_at
from dispute_exchange
where place_path = $1
order by created_at desc, dispute_exchange_id desc
limit $2
