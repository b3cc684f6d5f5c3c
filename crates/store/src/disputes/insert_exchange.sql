insert into dispute_exchange (dispute_exchange_id, direction, place_path, account_id, file_sha256, from_on, until_on, rows, registered, results, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
