insert into account_address (account_address_id, account_id, channel, address_sealed, language, confirmed_at, off_at, created_at)
values ($1, $2, $3, $4, $5, $6, null, $6)
